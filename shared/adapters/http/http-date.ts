/** The one form a server may write (RFC 9110, 5.6.7). `Date.parse` alone would take `-5` for a year. */
const HTTP_DATE = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds since 1970, to the second; `undefined` when it is no HTTP date. */
export function parseHttpDateMs(value: string | undefined): number | undefined {
  if (value === undefined || !HTTP_DATE.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
