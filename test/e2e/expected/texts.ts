/** Marketing holds no blank text and none of more than 1,000 characters. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.slice(0, 1000);
}

export type Localized = Readonly<Record<string, string | undefined>>;

export const firstText = (...values: readonly unknown[]): string | undefined =>
  values.map(textOf).find((text) => text !== undefined);

/** The entries that have a value: what has none is not there at all. */
export function present(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

export const emailOf = (...values: readonly unknown[]): string | undefined =>
  values.map((value) => (typeof value === 'string' ? value.trim().toLowerCase() : '')).find((email) => email !== '');
