import type { InsightRecord } from './collection.ts';

/** A record as it is read. */
export interface RecordView {
  readonly key: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly updated: string;
  readonly ownerContactId?: number;
}

export function viewRecord({ key, json, createdMs, updatedMs, ownerContactId }: InsightRecord): RecordView {
  return {
    key,
    json,
    created: new Date(createdMs).toISOString(),
    updated: new Date(updatedMs).toISOString(),
    ...(ownerContactId !== undefined && { ownerContactId }),
  };
}
