import { TooMuchError, TransientError } from '../../domain/errors.ts';
import type { HttpFailure } from '../http/http-failure.ts';

/** A request that got no answer at all. Reads may always be repeated, so only a body over the limit is no passing trouble. */
export function toNoAnswerError(failure: HttpFailure, subject: string, correlationId: string) {
  const message = `A request for ${subject} got no answer (correlation id ${correlationId}): ${failure.message}`;
  if (failure.kind === 'tooLarge') {
    return new TooMuchError(message, { code: 'commercetools.tooLarge', cause: failure });
  }
  const isAddress = failure.kind === 'dns' || failure.kind === 'refused' || failure.kind === 'tls';
  return new TransientError(message, {
    code: 'commercetools.noAnswer',
    cause: failure,
    ...(isAddress && { remedy: `If this lasts, check the host ${failure.origin} in the settings of the tenant.` }),
  });
}

/** A success whose body is cut off, or not what the API promises. */
export const unreadableAnswer = (subject: string, correlationId: string): TransientError =>
  new TransientError(`The answer to a request for ${subject} is not readable (correlation id ${correlationId}).`, {
    code: 'commercetools.unreadableAnswer',
  });
