import { contactList, dataFields } from '../../contracts/marketing-answers.ts';
import type { DataField } from '../../domain/destination.ts';
import { ConfigurationError, TransientError } from '../../domain/errors.ts';
import type { Deadline } from '../../ports.ts';
import { allow } from './allowance.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingCall, MarketingClient } from './marketing-call.ts';
import { refused } from './problems.ts';
import { hasCode, type Refusal } from './refusal.ts';

/** Two reads, and one creation per missing field: a few seconds at most, a minute when Marketing is slow. */
const PREPARATION_MS = 60_000;

/** Every account has these; nothing can be added to them through the API. */
const RESERVED_LISTS: ReadonlySet<string> = new Set(['test', 'all contacts']);

const FIELD_NAME = /^[a-zA-Z0-9_-]{1,20}$/;

/**
 * Makes sure that the list exists and that each data field exists with its type. Two requests when all is well.
 * @throws ConfigurationError that names what is missing or in the way; TransientError
 */
export async function prepareContacts(
  client: MarketingClient,
  listId: number,
  fields: readonly DataField[],
): Promise<{ calls: number }> {
  return new Preparation(client).run(listId, fields);
}

/** The same without creating anything. @returns the fields that are missing and that a preparation would create */
export async function examineContacts(
  client: MarketingClient,
  listId: number,
  fields: readonly DataField[],
): Promise<{ missing: DataField[]; calls: number }> {
  return new Preparation(client).examine(listId, fields);
}

class Preparation {
  readonly #client: MarketingClient;
  readonly #deadline: Deadline;
  #calls = 0;

  constructor(client: MarketingClient) {
    this.#client = client;
    this.#deadline = allow(PREPARATION_MS, client.clock);
  }

  async run(listId: number, fields: readonly DataField[]): Promise<{ calls: number }> {
    const { missing } = await this.examine(listId, fields);
    for (const field of missing) await this.#create(field);
    return { calls: this.#calls };
  }

  async examine(listId: number, fields: readonly DataField[]): Promise<{ missing: DataField[]; calls: number }> {
    await this.#checkList(listId);
    const missing = this.#findMissing(fields, await this.#readTypes());
    return { missing, calls: this.#calls };
  }

  async #checkList(listId: number): Promise<void> {
    const answer = await this.#call({ method: 'GET', path: `/v2/address-books/${listId}` });
    if (answer.refusal && isNotThere(answer.refusal)) throw listMissing(listId, this.#client);
    const { name } = expectBody(answer, contactList, 'the list', this.#client);
    if (RESERVED_LISTS.has(name.trim().toLowerCase())) throw listReserved(listId, this.#client);
  }

  /** Type by name in upper case: Marketing does not tell `Dob` from `DOB`. */
  async #readTypes(): Promise<Map<string, string>> {
    const answer = await this.#call({ method: 'GET', path: '/v2/data-fields' });
    const held = expectBody(answer, dataFields, 'the data fields', this.#client);
    return new Map(held.map(({ name, type }) => [name.toUpperCase(), type]));
  }

  #findMissing(fields: readonly DataField[], types: ReadonlyMap<string, string>): DataField[] {
    const clashing = fields.filter(({ name, type }) => (types.get(name.toUpperCase()) ?? type) !== type);
    if (clashing.length > 0) throw typeClash(clashing, types, this.#client);
    const missing = fields.filter(({ name }) => !types.has(name.toUpperCase()));
    const misnamed = missing.filter(({ name }) => !FIELD_NAME.test(name));
    if (misnamed.length > 0) throw nameUnusable(misnamed, this.#client);
    return missing;
  }

  /** Several tenants' runs may do this at once: a creation that comes second, or whose answer is lost, is a success. */
  async #create(field: DataField): Promise<void> {
    const body = Buffer.from(JSON.stringify({ name: field.name, type: field.type, visibility: 'Private' }));
    try {
      const { refusal } = await this.#call({ method: 'POST', path: '/v2/data-fields', body });
      if (refusal === undefined) return;
      if (!hasCode(refusal, 'ERROR_NON_UNIQUE_DATAFIELD') && refusal.status !== 409)
        throw this.#notCreated(field, refusal);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      if (this.#findMissing([field], await this.#readTypes()).length > 0) throw error;
      return;
    }
    const [missing] = this.#findMissing([field], await this.#readTypes());
    if (missing) throw notCreatedThoughTaken(field, this.#client);
  }

  async #call(call: MarketingCall) {
    const answer = await this.#client.call(call, this.#deadline);
    this.#calls += answer.calls;
    return answer;
  }

  #notCreated({ name }: DataField, refusal: Refusal): ConfigurationError {
    if (hasCode(refusal, 'ERROR_DATAFIELD_LIMITEXCEEDED')) return noRoom(name, this.#client);
    return refused(`the data field ${name}`, refusal, this.#client.tenant);
  }
}

const isNotThere = (refusal: Refusal): boolean =>
  refusal.status === 404 || hasCode(refusal, 'ERROR_ADDRESSBOOK_NOT_FOUND');

const listMissing = (listId: number, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(`The Marketing account of tenant ${tenant.tenantId} has no list ${listId}.`, {
    code: 'marketing.listMissing',
    remedy: 'Create a list in Marketing, or choose one, and put its id into marketing.listId of the tenant.',
  });

const listReserved = (listId: number, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(`List ${listId} of tenant ${tenant.tenantId} is one that Marketing keeps for itself.`, {
    code: 'marketing.listReserved',
    remedy: 'Put the id of a list of your own into marketing.listId of the tenant.',
  });

const typeClash = (
  fields: readonly DataField[],
  types: ReadonlyMap<string, string>,
  { tenant }: MarketingClient,
): ConfigurationError => {
  const clashes = fields.map(({ name, type }) => `${name} is ${types.get(name.toUpperCase())} and should be ${type}`);
  return new ConfigurationError(`Data fields of tenant ${tenant.tenantId} have another type: ${clashes.join('; ')}.`, {
    code: 'marketing.fieldTypeClash',
    remedy:
      'Map to a data field of another name, or delete the field in Marketing (its values are lost) and let the sync ' +
      'create it again: a field cannot change its type.',
  });
};

const nameUnusable = (fields: readonly DataField[], { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(
    `Marketing takes no data fields with these names of tenant ${tenant.tenantId}: ${fields.map(({ name }) => name).join(', ')}.`,
    { code: 'marketing.fieldNameUnusable', remedy: 'Use 1 to 20 letters, digits, - and _ in the mapping.' },
  );

const noRoom = (name: string, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(`The Marketing account of tenant ${tenant.tenantId} has no room for the data field ${name}.`, {
    code: 'marketing.fieldLimit',
    remedy: 'Delete data fields that nobody uses in Marketing, or take the field out of the mapping.',
  });

const notCreatedThoughTaken = ({ name }: DataField, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(
    `Marketing says the data field ${name} of tenant ${tenant.tenantId} exists and does not list it.`,
    {
      code: 'marketing.fieldHidden',
      remedy: 'Map to a data field of another name.',
    },
  );
