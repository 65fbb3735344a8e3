/** Spreadsheets take a text that begins like this for a formula and would carry it out. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Comma-separated values (RFC 4180) as lines, titles first. */
export const writeCsv = (titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  [titles, ...rows].map((row) => row.map(cell).join(','));
