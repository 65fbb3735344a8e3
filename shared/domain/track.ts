import type { Instant } from './instant.ts';
import type { Doubt } from './lane.ts';
import type { Rhythm } from './rhythm.ts';
import type { Run, RunSummary } from './run.ts';
import type { RunRequest } from './run-request.ts';

/**
 * - `live` follows the present and owns the watermark.
 * - `history` walks once through everything older.
 * - `refresh` sends everything again: catalogs by the day, because prices change by the clock alone; any stream when its
 *   mapping has changed or a person asks.
 * - `sweep` follows a catalog's refresh and looks for records in Marketing whose product is gone.
 * - `backfill` walks a window that a person has chosen.
 * - `replay` sends once more what was rejected, after the cause was mended.
 */
export const TRACK_NAMES = ['live', 'history', 'refresh', 'sweep', 'backfill', 'replay'] as const;
export type TrackName = (typeof TRACK_NAMES)[number];

export interface TrackKey {
  tenantId: string;
  stream: string;
  track: TrackName;
}

/** What keeps a track from working, in words for the person who can change it. */
export interface Problem {
  code: string;
  message: string;
  remedy?: string;
  since: Instant;
}

/**
 * The state machine of one tenant, stream and track: the whole truth about its progress is in this one item, and each
 * change is one conditional write. What is not here did not happen.
 */
export interface Track extends TrackKey {
  /** Live only: every change before this instant is settled. Moves forwards only. */
  watermark?: Instant;
  run?: Run;
  /** Live only: read time of the oldest page under way elsewhere when the last run opened (see held.ts). */
  heldSince?: Instant;
  /** Imports of closed runs that nobody follows may still land. */
  doubt?: Doubt;
  /** All but live: when the last walk was finished. History is walked once. */
  completedAt?: Instant;
  /** A run that was asked for and has not opened yet. */
  requested?: RunRequest;
  /** Live only: fingerprint of the mapping and settings that everything was last sent, or is being sent, by. */
  sentBy?: string;
  lastRun?: RunSummary;
  problem?: Problem;
  /** Live only: how often there were changed records lately. */
  rhythm?: Rhythm;
  /** A run was due and found no free lane; the next run of the tenant to close opens it. */
  isWaiting?: boolean;
}
