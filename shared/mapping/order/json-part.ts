export type JsonObject = Readonly<Record<string, unknown>>;

const NOTHING: JsonObject = Object.freeze({});

/** The object that is there, or one that holds nothing: what commercetools leaves out needs no case of its own. */
export const part = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null ? (value as JsonObject) : NOTHING;

/** The list that is there, or an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What came with the record because the reader asked for it to be expanded (commercetools: Reference Expansion). */
export const expanded = (reference: unknown): JsonObject => part(part(reference).obj);

/** A number of pieces; anything else is none. */
export const readQuantity = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined;

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
