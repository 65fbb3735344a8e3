import { refuseV2 } from '../refusal.ts';
import { type DataFieldType, type DataFieldValue, findValueProblem } from './data-field-values.ts';

/**
 * The contact data fields of one account (Marketing: Contact data fields v2). Names match without regard to case; a type
 * never changes. Sizes and reserved names come from the platform's help on contact data fields.
 */
export interface DataField {
  readonly name: string;
  readonly type: DataFieldType;
  readonly visibility: 'Private' | 'Public';
  readonly defaultValue: DataFieldValue | null;
}

export interface DataFieldInput {
  readonly name: string;
  readonly type: DataFieldType;
  readonly visibility?: 'Private' | 'Public';
  readonly defaultValue?: DataFieldValue | null;
}

export type DataFieldCounts = Readonly<Record<DataFieldType, number>>;

export const MAX_DATA_FIELDS: DataFieldCounts = { String: 246, Numeric: 50, Date: 49, Boolean: 50 };

const BUILT_IN: readonly DataFieldInput[] = [
  { name: 'FIRSTNAME', type: 'String', visibility: 'Public' },
  { name: 'LASTNAME', type: 'String', visibility: 'Public' },
  { name: 'FULLNAME', type: 'String', visibility: 'Public' },
  { name: 'GENDER', type: 'String', visibility: 'Public' },
  { name: 'POSTCODE', type: 'String', visibility: 'Public' },
  { name: 'LASTSUBSCRIBED', type: 'Date', visibility: 'Private' },
  { name: 'NOTES', type: 'String', visibility: 'Private' },
];

const RESERVED = new Set(
  (
    'account campaign campaignid contact contact_api_id contactid email hcontactid hemail hemail256 id messagecontent ' +
    'mobilenumberid notes unsubscribed uniquecontactid'
  ).split(' '),
);

const NAME = /^[a-zA-Z0-9_-]{1,20}$/;
const TYPES: readonly unknown[] = ['String', 'Numeric', 'Date', 'Boolean'];
const VISIBILITIES: readonly unknown[] = [undefined, 'Private', 'Public'];

export class DataFields {
  readonly #byUpperName = new Map<string, DataField>();
  /** Every spelling seen so far, so that the hot path of an import looks up without converting case. */
  readonly #bySpelling = new Map<string, DataField>();
  readonly #dependencies = new Map<string, readonly string[]>();
  readonly #limits: DataFieldCounts;
  #withDefault: readonly DataField[] = [];

  constructor(limits: DataFieldCounts = MAX_DATA_FIELDS) {
    this.#limits = limits;
    for (const field of BUILT_IN) this.#store(field);
  }

  /** Fields whose default a new contact receives. */
  get withDefault(): readonly DataField[] {
    return this.#withDefault;
  }

  list(): readonly DataField[] {
    return [...this.#byUpperName.values()];
  }

  find(name: string): DataField | undefined {
    const known = this.#bySpelling.get(name);
    if (known !== undefined) return known;
    const field = this.#byUpperName.get(name.toUpperCase());
    if (field !== undefined) this.#bySpelling.set(name, field);
    return field;
  }

  create(input: unknown): DataField {
    const wanted = checkInput(input);
    if (this.#byUpperName.has(wanted.name.toUpperCase())) {
      throw refuseV2(400, 'ERROR_NON_UNIQUE_DATAFIELD', 'A data field of this name exists already.');
    }
    const sameType = this.list().filter((field) => field.type === wanted.type).length;
    if (sameType >= this.#limits[wanted.type]) {
      throw refuseV2(
        400,
        'ERROR_DATAFIELD_LIMITEXCEEDED',
        `The account holds ${sameType} ${wanted.type} fields already.`,
      );
    }
    return this.#store(wanted);
  }

  /** Marks a field as used by segments, programs and the like; while it is, it cannot be deleted. */
  setDependencies(name: string, dependencies: readonly string[]): void {
    this.#dependencies.set(name.toUpperCase(), dependencies);
  }

  delete(name: string): { readonly dependencies: readonly string[] | null; readonly result: boolean } {
    const key = name.toUpperCase();
    if (!this.#byUpperName.has(key)) {
      throw refuseV2(400, 'ERROR_DATAFIELD_NOTFOUND', 'There is no data field of this name.');
    }
    const dependencies = BUILT_IN.some((field) => field.name === key)
      ? ['Built into every account']
      : (this.#dependencies.get(key) ?? []);
    if (dependencies.length > 0) return { dependencies, result: false };
    this.#byUpperName.delete(key);
    this.#bySpelling.clear();
    this.#withDefault = this.#withDefault.filter((field) => field.name.toUpperCase() !== key);
    return { dependencies: null, result: true };
  }

  #store(input: DataFieldInput): DataField {
    const field: DataField = {
      name: input.name,
      type: input.type,
      visibility: input.visibility ?? 'Private',
      defaultValue: input.defaultValue ?? null,
    };
    this.#byUpperName.set(field.name.toUpperCase(), field);
    if (field.defaultValue !== null) this.#withDefault = [...this.#withDefault, field];
    return field;
  }
}

function checkInput(input: unknown): DataFieldInput {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw refuseV2(400, 'ERROR_PARAMETER_INVALID', 'The body must be an object with name and type.');
  }
  const { name, type, visibility, defaultValue } = input as Record<string, unknown>;
  if (typeof name !== 'string' || !NAME.test(name))
    throw invalid('The name must be 1 to 20 of a-z, A-Z, 0-9, _ and -.');
  if (RESERVED.has(name.toLowerCase())) throw invalid('The name is reserved.');
  if (!TYPES.includes(type)) throw invalid('The type must be String, Numeric, Date or Boolean.');
  if (!VISIBILITIES.includes(visibility)) throw invalid('The visibility must be Private or Public.');
  const field = { name, type, visibility } as DataFieldInput;
  if (defaultValue === undefined || defaultValue === null) return field;
  const native = toNativeValue(field.type, defaultValue);
  const problem = findValueProblem(field.type, native);
  if (problem !== undefined) throw invalid(`The default value ${problem}.`);
  return { ...field, defaultValue: native as DataFieldValue };
}

/** A default is described as text of any type, so a number or a flag may come in quotes; it reads back without them. */
function toNativeValue(type: DataFieldType, value: unknown): unknown {
  if (type === 'Numeric' && typeof value === 'string' && value.trim() !== '') return Number(value);
  if (type === 'Boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

const invalid = (text: string) => refuseV2(400, 'ERROR_DATAFIELD_INVALID', text);
