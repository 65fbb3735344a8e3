/** Reads from records whose shape is a merchant's own business: what is not there is a dash. */
export type Json = Readonly<Record<string, unknown>>;

export const textIn = (record: Json, name: string): string | undefined => {
  const value = record[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

export const objectIn = (record: Json, name: string): Json => {
  const value = record[name];
  return typeof value === 'object' && value !== null ? { ...value } : {};
};

export const listIn = (record: Json, name: string): readonly Json[] => {
  const value = record[name];
  return Array.isArray(value) ? value.map((one: Json) => ({ ...one })) : [];
};

/** `12.50 EUR`; a dash where there is no amount. */
export function amountIn(record: Json, name: string, currency: string | undefined): string {
  const value = record[name];
  return typeof value === 'number' ? `${value.toFixed(2)} ${currency ?? ''}`.trim() : '–';
}
