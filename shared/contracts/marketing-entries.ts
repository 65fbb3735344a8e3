import * as z from 'zod';

/**
 * The published shape of one element of a bulk import (Contacts 3.4.3 and Insight data service 3.3.1, import bodies).
 * Marketing refuses a whole import for one element that breaks it, mostly without naming the element; these rules find
 * it on our side. They are asked only after such a refusal, so they may be slow and must be exact.
 */

/** JSON text can carry half a surrogate pair, which no UTF-8 text can: some parsers refuse the whole body for it. */
const text = z.string().refine((value) => value.isWellFormed(), { error: 'is not well-formed text' });

const IDENTIFIER_NAME = /^[-A-Za-z0-9_]{1,50}$/;
const INT32_MAX = 2 ** 31 - 1;
const int32 = z
  .int()
  .min(-INT32_MAX - 1)
  .max(INT32_MAX);

const identifiers = z
  .object({ email: text.min(1).optional(), mobileNumber: text.min(1).optional(), contactId: z.int().min(0).optional() })
  .catchall(text);

const channelStatus = z.enum(['noSubscription', 'subscribed', 'unsubscribed', 'suppressed']);

const emailChannel = z.strictObject({
  emailType: z.enum(['plainText', 'html']).optional(),
  optInType: z.enum(['unknown', 'single', 'double', 'verifiedDouble']).optional(),
  status: z.enum(['subscribed', 'unsubscribed', 'suppressed']).optional(),
  resubscribeOptions: z.record(z.string(), z.unknown()).optional(),
});

const mobileChannel = z.strictObject({ status: channelStatus.optional() });

const consentRecord = z.strictObject({
  text: text.min(1),
  dateTimeConsented: z.iso.datetime({ offset: true }),
  url: z.url(),
  ipAddress: z.union([z.ipv4(), z.ipv6()]),
  userAgent: text.min(1),
});

export const contactEntry = z
  .object({
    matchIdentifier: z.string().regex(IDENTIFIER_NAME),
    identifiers,
    dataFields: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])).optional(),
    channelProperties: z
      .strictObject({
        email: emailChannel.optional(),
        sms: mobileChannel.optional(),
        whatsApp: mobileChannel.optional(),
      })
      .optional(),
    lists: z.array(int32).min(1).max(100).optional(),
    preferences: z
      .array(z.object({ id: int32, isOptedIn: z.boolean() }))
      .min(1)
      .optional(),
    consentRecords: z.array(consentRecord).min(1).max(5).optional(),
  })
  .refine((entry) => Object.hasOwn(entry.identifiers, entry.matchIdentifier), {
    error: 'lacks the identifier it is matched by',
  });

const wellFormedJson = z.record(z.string(), z.unknown()).refine(isWellFormed, { error: 'is not well-formed text' });

export const accountRecordEntry = z.strictObject({ key: text.min(1), json: wellFormedJson });

export const contactRecordEntry = accountRecordEntry.extend({
  contactIdentity: z.strictObject({ identifier: z.string().regex(IDENTIFIER_NAME), value: text.min(1) }),
});

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWellFormed(inner));
}

/** Name of an Insight data collection, as every path and body of the Insight data service asks for it. */
export const COLLECTION_NAME = /^[-A-Za-z_][-A-Za-z0-9_]{1,255}$/;
