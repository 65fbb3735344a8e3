import { z } from 'zod';

/** `inOrder`: never before one accepted earlier. `outOfOrder`: every second one overtakes the one before it. */
export const FINISH_ORDERS = ['inOrder', 'outOfOrder', 'independent'] as const;

export const IMPORT_OUTCOMES = ['Finished', 'Failed', 'RejectedByWatchdog', 'ExceedsAllowedContactLimit'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export const IMPORT_KINDS = ['contacts', 'insightData'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How accepted imports go on. Set for an account and kind as the rule, or planned one by one for the next ones. */
const BehaviourSchema = z.strictObject({
  /** From acceptance to the end, on the simulator's clock. */
  durationMs: z.int().min(0),
  /** Instead of a duration: how many status calls still answer "not finished". `null`: the duration rules. */
  polls: z.int().min(0).nullable(),
  /** `outOfOrder` takes 1.5 and 0.5 times the duration in turn; `independent` each its own, however planned. */
  finishOrder: z.enum(FINISH_ORDERS),
  outcome: z.enum(IMPORT_OUTCOMES),
  /** What an import that does not end well has applied before it ended. */
  recordsAppliedBeforeFailure: z.int().min(0),
  shuffleReport: z.boolean(),
  /** This many records are applied and appear nowhere in the report. */
  recordsMissingFromReport: z.int().min(0),
  /** Leave `summary` out of the report; the platform guarantees only the id and the status. */
  omitSummary: z.boolean(),
  /** Answer 404 this long after the end. `null`: the report is kept. */
  forgetReportAfterMs: z.int().min(0).nullable(),
});
export type ImportBehaviour = z.infer<typeof BehaviourSchema>;

export const BehaviourChangeSchema = BehaviourSchema.exactPartial();
export type BehaviourChange = z.infer<typeof BehaviourChangeSchema>;

export const DEFAULT_BEHAVIOUR: ImportBehaviour = {
  durationMs: 1_000,
  polls: null,
  finishOrder: 'inOrder',
  outcome: 'Finished',
  recordsAppliedBeforeFailure: 0,
  shuffleReport: false,
  recordsMissingFromReport: 0,
  omitSummary: false,
  forgetReportAfterMs: null,
};
