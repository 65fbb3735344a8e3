import type { FieldType, FieldValue } from '../domain/stream-mapping.ts';

export type { FieldType, FieldValue } from '../domain/stream-mapping.ts';

/** A value that does not fit its field. The field is left out, the record still travels, and the run counts it. */
export class Unfit {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

/** Marketing cuts or refuses longer text values. */
export const MAX_TEXT_LENGTH = 1000;

/** Marketing's Numeric holds 18 digits before the decimal point. */
const MAX_NUMBER = 1e18;

/**
 * Turns a commercetools value into what a data field of the given type holds for ever: one type, never `null`, never
 * an empty string. `undefined` means there is nothing to send.
 */
export function toFieldValue(type: FieldType, value: unknown): FieldValue | Unfit | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (value instanceof Unfit) return value;
  return CONVERTERS[type](value);
}

const CONVERTERS: Record<FieldType, (value: unknown) => FieldValue | Unfit | undefined> = {
  String: toText,
  Numeric: toNumber,
  Date: toDate,
  Boolean: toBoolean,
};

function toText(value: unknown): string | Unfit | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : cutText(value, MAX_TEXT_LENGTH);
  // A set of texts is one text: there is no field that holds a list.
  if (Array.isArray(value)) {
    return toText(value.filter((part) => ['string', 'number', 'boolean'].includes(typeof part)).join(', '));
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return new Unfit('notText');
}

function toNumber(value: unknown): number | Unfit {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return new Unfit('notANumber');
  return Math.abs(number) < MAX_NUMBER ? number : new Unfit('numberTooLarge');
}

const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A calendar date becomes noon UTC of that day: Marketing shows instants in the account's time zone, and noon falls on
 * the same day from UTC-12 to UTC+11, where midnight would put a birthday on the day before in all of America.
 */
function toDate(value: unknown): string | Unfit {
  if (typeof value !== 'string') return new Unfit('notADate');
  const isCalendarDate = CALENDAR_DATE.test(value);
  const ms = Date.parse(isCalendarDate ? `${value}T12:00:00Z` : value);
  if (Number.isNaN(ms)) return new Unfit('notADate');
  const text = new Date(ms).toISOString();
  // Date.parse rolls 31 February over into March; a date that does not exist is not a date.
  if (isCalendarDate && !text.startsWith(value)) return new Unfit('notADate');
  return isCalendarDate ? `${value}T12:00:00Z` : text;
}

function toBoolean(value: unknown): boolean | Unfit {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  return new Unfit('notABoolean');
}

/** Cuts without splitting a character that takes two UTF-16 units, such as an emoji. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength);
  const last = cut.charCodeAt(maxLength - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
