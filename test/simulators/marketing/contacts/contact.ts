import type { DataFieldValue } from '../account/data-field-values.ts';

/** A contact as the simulator keeps it. Field by field flat, since there may be a million of them. */
export interface Contact {
  readonly contactId: number;
  createdMs: number;
  updatedMs: number;
  /** Replaced, never changed in place: reports of past imports share it. */
  identifiers: Identifiers;
  dataFields: Record<string, DataFieldValue>;
  emailType: EmailType;
  optInType: OptInType;
  emailStatus: EmailStatus;
  smsStatus: ChannelStatus | undefined;
  whatsAppStatus: ChannelStatus | undefined;
  /** Replaced, never changed in place: contacts with the same single list share one array. */
  listIds: readonly number[];
  preferences: readonly Preference[];
  consentRecords: readonly StoredConsentRecord[];
  isBinned: boolean;
  /** The serial number of the last import that touched it: how a duplicate within an import is noticed. */
  lastImportSerial: number;
}

export interface Identifiers {
  readonly email?: string;
  readonly mobileNumber?: string;
  readonly [customIdentifier: string]: string | undefined;
}

export type EmailType = 'PlainText' | 'Html';
export type OptInType = 'Unknown' | 'Single' | 'Double' | 'VerifiedDouble';
export type ChannelStatus = 'noSubscription' | 'subscribed' | 'unsubscribed' | 'suppressed';

/** Read values of the email channel; only subscribed, unsubscribed and suppressed can be written. */
export const EMAIL_STATUSES = [
  'noSubscription',
  'subscribed',
  'unsubscribed',
  'softBounced',
  'hardBounced',
  'ispComplained',
  'pendingOptIn',
  'directComplaint',
  'spamTrap',
  'deleted',
  'blockedlocalpart',
  'sharedsuppression',
  'sharedDomainSuppression',
  'suppressed',
  'purchased',
  'knownComplainer',
  'knownLitigator',
  'binned',
  'domainSuppressed',
] as const;
export type EmailStatus = (typeof EMAIL_STATUSES)[number];

export interface Preference {
  readonly id: number;
  readonly isOptedIn: boolean;
}

export interface ConsentRecord {
  readonly text: string;
  readonly dateTimeConsented: string;
  readonly url: string;
  readonly ipAddress: string;
  readonly userAgent: string;
}

export interface StoredConsentRecord extends ConsentRecord {
  readonly dateTimeCreated: string;
}
