/** Which identifier values Marketing takes. */
const EMAIL =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;
const MAX_EMAIL_LENGTH = 254;
const E164_DIGITS = /^[1-9]\d{6,14}$/;
export const MAX_IDENTIFIER_LENGTH = 256;

/** No blanks around, one `@`, a domain with a dot. */
export function isEmail(value: string): boolean {
  return value.length <= MAX_EMAIL_LENGTH && EMAIL.test(value);
}

/** E.164 without the plus sign. */
export function isMobileNumber(value: string): boolean {
  return E164_DIGITS.test(value);
}
