/** `gte::2021-12-17T00:00:00Z`, the only comparison that v3 filters know. */
const SINCE = /^gte::(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z)$/;

/** Epoch milliseconds, or nothing when the parameter is absent. */
export function readSince(
  query: URLSearchParams,
  name: string,
  refuse: (description: string) => Error,
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = Date.parse(SINCE.exec(text)?.[1] ?? '');
  if (Number.isNaN(instant)) throw refuse(`${name} must look like gte::2021-12-17T00:00:00Z.`);
  return instant;
}
