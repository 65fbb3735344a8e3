import { ConfigurationError, TransientError } from '../../domain/errors.ts';
import { nameRefusal, type Refusal } from './refusal.ts';

/** How the search for the record that spoils an import can end without a result. */

export const searchCutShort = (refusal: Refusal, isUncertain: boolean): TransientError =>
  new TransientError(`Marketing refuses an import (${nameRefusal(refusal)}); no time was left to find out why.`, {
    code: 'marketing.searchCutShort',
    isUncertain,
  });

export const pageRefused = (refusal: Refusal, isUncertain: boolean): ConfigurationError =>
  new ConfigurationError(`Marketing refuses a page and no record of it is to blame (${nameRefusal(refusal)}).`, {
    code: 'marketing.pageRefused',
    remedy: "Compare what the stream sends with Marketing's API documentation; every record of the page is affected.",
    isUncertain,
  });

/** Other trouble met while an import of the search is at work: the page is put off, and whoever does so must know. */
export const searchInterrupted = (error: unknown): TransientError =>
  new TransientError('The search for a record that Marketing refuses was interrupted.', {
    code: error instanceof Error && 'code' in error ? String(error.code) : 'marketing.searchInterrupted',
    isUncertain: true,
    cause: error,
    ...(error instanceof TransientError && error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  });
