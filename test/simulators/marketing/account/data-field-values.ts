/**
 * Which JSON values a contact data field takes. The platform's help pages give the sizes: text up to 1,000 characters,
 * numbers with at most 18 digits before and 9 after the point. The API documentation only promises that a value of the
 * wrong type makes the contact fail, so nothing is converted here: "12" is not a number and 12 is not a text.
 */
export type DataFieldType = 'String' | 'Numeric' | 'Date' | 'Boolean';
export type DataFieldValue = string | number | boolean;

const MAX_TEXT_LENGTH = 1_000;
const MAX_INTEGER_PART = 1e18;
const MAX_FRACTION_DIGITS = 9;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Says what is wrong with the value, or nothing when the field takes it. */
export function findValueProblem(type: DataFieldType, value: unknown): string | undefined {
  switch (type) {
    case 'String':
      if (typeof value !== 'string') return 'must be text';
      return value.length > MAX_TEXT_LENGTH ? `must not exceed ${MAX_TEXT_LENGTH} characters` : undefined;
    case 'Numeric':
      return typeof value === 'number' ? findNumberProblem(value) : 'must be a number';
    case 'Boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'Date':
      return typeof value === 'string' && isInstant(value) ? undefined : 'must be an ISO 8601 date with time and zone';
  }
}

function findNumberProblem(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'must be a number';
  if (Number.isInteger(value)) return Math.abs(value) < MAX_INTEGER_PART ? undefined : 'has more than 18 digits';
  const digits = String(value);
  const exponent = digits.indexOf('e-');
  const point = digits.indexOf('.');
  if (exponent !== -1) return 'has more than 9 decimal digits';
  return digits.length - point - 1 > MAX_FRACTION_DIGITS ? 'has more than 9 decimal digits' : undefined;
}

/** Date.parse alone would take February 30th as March 2nd. */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const day = Number(text.slice(8, 10));
  const month = Number(text.slice(5, 7));
  if (Number.isNaN(Date.parse(text))) return false;
  return day <= new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate();
}
