import type { Cost } from './estimate-cost.ts';
import type { Sending } from './look-at-held.ts';

export interface RecordPreview {
  readonly id: string;
  /** As commercetools sends it, reduced to the fields that the sync reads. */
  readonly source: unknown;
  /** Elements of the import; none for a record that is skipped or refused. */
  readonly sends: readonly Sending[];
  /** Why it is not sent, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Sent, but worth a look, by reason. */
  readonly flagged: Readonly<Record<string, number>>;
  readonly rejected: readonly { id: string; code: string }[];
}

/**
 * Whether everything in Marketing was sent by the mapping that is in force now: `changed` is sent again by itself at the
 * next tick; `held` waits for a person, because the tenant has `fullRunOnMappingChange` switched off.
 */
export type MappingState = 'as sent' | 'changed' | 'held' | 'never sent';

export interface Preview {
  readonly tenantId: string;
  readonly stream: string;
  /** Values are shown by their kind only. */
  readonly isMasked: boolean;
  readonly records: readonly RecordPreview[];
  readonly mapping: MappingState;
  /** Absent where the stream is never sent as a whole: its records come with those of the catalog. */
  readonly cost?: Cost;
}
