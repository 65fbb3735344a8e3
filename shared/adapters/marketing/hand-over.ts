import { importAccepted } from '../../contracts/marketing-answers.ts';
import type { Deadline, Submission } from '../../ports.ts';
import { expectBody } from './expect-body.ts';
import { joinBody } from './import-body.ts';
import type { MarketingClient } from './marketing-call.ts';
import { refused } from './problems.ts';
import type { Refusal } from './refusal.ts';

/** One bulk import as it was answered: taken, or refused as a whole for something in its body. */
export type HandedOver = { calls: number; isUncertain: boolean } & (
  | { importId: string; refusal?: undefined }
  | { importId?: undefined; refusal: Refusal }
);

/** @throws ConfigurationError, TransientError, NoImportSlotError, TooMuchError */
export type HandOver = (submissions: readonly Submission[], deadline: Deadline) => Promise<HandedOver>;

/**
 * @param path of the bulk import.
 * @param opening of the body, up to and including the `[` of the array of records.
 */
export function createHandOver(client: MarketingClient, path: string, opening: string): HandOver {
  return async (submissions, deadline) => {
    const body = joinBody(opening, submissions);
    const answer = await client.call({ method: 'PUT', path, body, isImport: true }, deadline);
    const { calls, isUncertain, refusal } = answer;
    if (refusal === undefined) {
      return { calls, isUncertain, importId: expectBody(answer, importAccepted, 'an import', client).importId };
    }
    if (blamesBody(refusal)) return { calls, isUncertain, refusal };
    throw refused('an import', refusal, client.tenant, isUncertain);
  };
}

/** A v2 code in a v3 answer is about the account; any other 400 is about what was sent. */
const blamesBody = ({ status, code }: Refusal): boolean => status === 400 && !code?.startsWith('ERROR_');
