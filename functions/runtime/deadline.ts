import type { Context } from 'aws-lambda';
import type { Deadline } from '../../shared/ports.ts';

/** Kept back so that an answer can still be written when the last call took all the time there was. */
const MARGIN_MS = 5_000;

/** The invocation's remaining time, less a margin. */
export const deadlineOf = (context: Context): Deadline => ({
  remainingMs: () => Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MS),
});
