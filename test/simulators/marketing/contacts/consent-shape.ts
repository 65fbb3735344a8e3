import { isIP } from 'node:net';
import { isInstant } from '../account/data-field-values.ts';
import { findUnknownKey, isObject, missing, type ShapeViolation, wrong } from '../shape.ts';
import type { ConsentRecord } from './contact.ts';

/** Consent records (Marketing: Contacts v3): one to five, every field required. */
const KEYS = ['text', 'dateTimeConsented', 'url', 'ipAddress', 'userAgent'] as const;
const KEY_SET = new Set<string>(KEYS);
const MAX_RECORDS = 5;

export function findConsentViolation(records: unknown): ShapeViolation | undefined {
  if (!Array.isArray(records) || records.length === 0 || records.length > MAX_RECORDS) {
    return wrong('consentRecords', `must hold 1 to ${MAX_RECORDS} records`);
  }
  for (const [index, record] of records.entries()) {
    const path = `consentRecords[${index}]`;
    if (!isObject(record)) return wrong(path, 'must be an object');
    const stranger = findUnknownKey(path, record, KEY_SET);
    if (stranger !== undefined) return stranger;
    for (const key of KEYS) {
      if (typeof record[key] !== 'string' || record[key] === '') return missing(`${path}.${key}`);
    }
  }
  return undefined;
}

/**
 * Dates, addresses and URLs inside a well-shaped record are judged when the contact is saved: the platform's example
 * saves the contact and reports its consent as not applied.
 */
export function isWellFormedConsent(record: ConsentRecord): boolean {
  return isInstant(record.dateTimeConsented) && URL.canParse(record.url) && isIP(record.ipAddress) !== 0;
}
