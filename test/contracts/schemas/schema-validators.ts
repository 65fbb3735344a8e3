import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import formats from 'ajv-formats';
import type { OpenApiDocument, Schema } from '../descriptions/openapi.ts';
import { type Discriminator, findTarget } from './discriminators.ts';
import { type SchemaFault, toFaults } from './schema-fault.ts';
import { type Direction, type StrictSchema, StrictSchemas } from './strict-schema.ts';

/** Formats that descriptions made from RAML still call by RAML's names. */
const RAML_FORMATS: Readonly<Record<string, string>> = {
  datetime: 'date-time',
  'date-only': 'date',
  'time-only': 'time',
};

interface Dispatch extends Discriminator {
  /** The schema that has the discriminator, where it has a name. */
  readonly self?: string;
  /** For values that do not have the discriminating property. */
  readonly untold: object & StrictSchema;
}

interface KeywordValidator {
  (value: unknown, context?: DataValidationCxt): boolean;
  errors?: Partial<ErrorObject>[];
}

/** Validates values against the schemas of one file. Schemas are compiled when a value of theirs is first met. */
export class SchemaValidators {
  readonly #document: OpenApiDocument;
  readonly #schemas: StrictSchemas;
  readonly #ajv: Ajv2020;
  readonly #inline = new WeakMap<object, ValidateFunction>();
  readonly #named = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#schemas = new StrictSchemas(document, direction);
    this.#ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      logger: false,
      unicodeRegExp: false,
      validateSchema: false,
    });
    formats.default(this.#ajv);
    for (const [name, meant] of Object.entries(RAML_FORMATS)) {
      const format = this.#ajv.formats[meant];
      if (format) this.#ajv.addFormat(name, format);
    }
    this.#addKeywords();
  }

  validate(schema: Schema, value: unknown): SchemaFault[] {
    if (schema === true) return [];
    if (schema === false) return [{ path: [], rule: 'false', problem: 'has no place here' }];
    const validate = this.#compile(schema, () => this.#schemas.ofValue(schema));
    return validate(value) ? [] : toFaults(validate.errors ?? []);
  }

  /** @param key stands for the schema for as long as this validator lives */
  #compile(key: object, strict: () => StrictSchema): ValidateFunction {
    const known = this.#inline.get(key);
    if (known) return known;
    const compiled = this.#ajv.compile(strict());
    this.#inline.set(key, compiled);
    return compiled;
  }

  #compileNamed(pointer: string, role: 'any' | 'own'): ValidateFunction {
    const key = `${role} ${pointer}`;
    const known = this.#named.get(key);
    if (known) return known;
    const compiled = this.#ajv.compile(this.#schemas.named(pointer, role));
    this.#named.set(key, compiled);
    return compiled;
  }

  #addKeywords(): void {
    this.#addKeyword('describedBy', (pointer: string) => () => this.#compileNamed(pointer, 'any'));
    this.#addKeyword('dispatchedBy', (dispatch: Dispatch) => (value) => {
      const named = isObject(value) ? value[dispatch.propertyName] : undefined;
      if (named === undefined) return this.#compile(dispatch.untold, () => dispatch.untold);
      const target = typeof named === 'string' ? findTarget(this.#document, dispatch, named) : undefined;
      if (target === undefined) return { path: `/${dispatch.propertyName}`, problem: 'names no schema' };
      return this.#compileNamed(target, target === dispatch.self ? 'own' : 'any');
    });
    this.#addKeyword('hidden', (keyword: 'readOnly' | 'writeOnly') => () => {
      const place = keyword === 'readOnly' ? 'read-only, and sent' : 'write-only, and answered';
      return { path: '', problem: `is ${place}`, rule: keyword === 'readOnly' ? 'read-only' : 'write-only' };
    });
  }

  /** @param judge tells by which compiled schema a value is to be validated, or what is wrong with it from the start */
  #addKeyword<Argument>(
    keyword: string,
    judge: (
      argument: Argument,
    ) => (value: unknown) => ValidateFunction | { path: string; problem: string; rule?: string },
  ): void {
    this.#ajv.addKeyword({
      keyword,
      errors: 'full',
      compile: (argument: Argument) => {
        const judgeValue = judge(argument);
        const validator: KeywordValidator = (value, { instancePath = '' } = {} as DataValidationCxt) => {
          const verdict = judgeValue(value);
          if (typeof verdict === 'function') {
            if (verdict(value)) return true;
            validator.errors = (verdict.errors ?? []).map((error) => ({
              ...error,
              instancePath: instancePath + error.instancePath,
            }));
            return false;
          }
          const { path, problem: message, rule = 'discriminator' } = verdict;
          validator.errors = [{ keyword: rule, instancePath: instancePath + path, params: {}, message }];
          return false;
        };
        return validator;
      },
    });
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
