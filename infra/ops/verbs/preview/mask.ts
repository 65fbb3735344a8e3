const EMAIL = /^[^\s@]+@[^\s@]+$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-][\d:]+)?)?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URL_LIKE = /^https?:\/\//;

/** What kind of value it is, with nothing of it that could name a person. Ids stay: they lead to the record. */
function maskText(text: string): string {
  if (UUID.test(text)) return text;
  if (EMAIL.test(text)) return '<email>';
  if (DATE.test(text)) return '<date>';
  if (URL_LIKE.test(text)) return '<address>';
  return text === '' ? '<empty text>' : `<text of ${[...text].length}>`;
}

/** The same value with its shape and the kinds of its parts, for people who may not see more. */
export function mask(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'number') return '<number>';
  if (Array.isArray(value)) return value.map(mask);
  if (typeof value !== 'object' || value === null) return value;
  // Names are the shop's own words, as in a localized text or a custom field; none of them is about a person.
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mask(part)]));
}
