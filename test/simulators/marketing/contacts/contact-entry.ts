import type { ChannelStatus, ConsentRecord, Preference } from './contact.ts';

/** One contact as a client sends it, once its shape has been checked (Marketing: Contacts v3, import and PATCH). */
export interface ContactEntry {
  /** Absent in a PATCH, where the path names it. */
  readonly matchIdentifier?: string;
  readonly identifiers?: Readonly<Record<string, string | number>>;
  readonly dataFields?: Readonly<Record<string, unknown>>;
  readonly channelProperties?: ChannelProperties;
  readonly lists?: readonly number[];
  readonly preferences?: readonly Preference[];
  readonly consentRecords?: readonly ConsentRecord[];
}

export interface ChannelProperties {
  readonly email?: {
    readonly emailType?: 'plainText' | 'html';
    readonly optInType?: 'unknown' | 'single' | 'double' | 'verifiedDouble';
    readonly status?: 'subscribed' | 'unsubscribed' | 'suppressed';
    readonly resubscribeOptions?: { readonly resubscribeWithNoChallenge?: boolean };
  };
  readonly sms?: { readonly status?: ChannelStatus };
  readonly whatsApp?: { readonly status?: ChannelStatus };
}

export const MERGE_OPTIONS = ['overwrite', 'overwriteIfNotEmpty', 'overwriteIfEmpty'] as const;
export type MergeOption = (typeof MERGE_OPTIONS)[number];

export interface ContactImportBody {
  readonly mergeOption: MergeOption;
  readonly contacts: readonly ContactEntry[];
}

/** By what an entry is matched: its match identifier, or the path of a PATCH. */
export interface EntryMatch {
  readonly identifier: string;
  readonly value: string | number;
}

export interface EntryContext {
  readonly mergeOption: MergeOption;
  /** Tells entries of one import from those of any other; a PATCH has a serial of its own. */
  readonly importSerial: number;
  readonly nowMs: number;
}
