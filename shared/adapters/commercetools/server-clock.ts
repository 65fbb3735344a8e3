import { TransientError } from '../../domain/errors.ts';
import { type Instant, toInstant } from '../../domain/instant.ts';
import { parseHttpDateMs } from '../http/http-date.ts';
import type { HttpAnswer } from '../http/transport.ts';

/**
 * commercetools' clock, to the second. It stamps `lastModifiedAt`, so it alone may decide where a window ends; our own is
 * no substitute, and an answer without it is worth nothing.
 */
export function readServerClock({ headers }: HttpAnswer, subject: string, correlationId: string): Instant {
  const ms = parseHttpDateMs(headers.date);
  if (ms !== undefined) return toInstant(ms);
  throw new TransientError(
    `The answer to a request for ${subject} carries no date, so the time at commercetools is unknown (correlation id ${correlationId}).`,
    { code: 'commercetools.noServerClock' },
  );
}
