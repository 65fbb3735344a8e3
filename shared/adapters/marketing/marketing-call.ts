import type { MarketingCredentials } from '../../contracts/secret.ts';
import type { Clock, Deadline } from '../../ports.ts';
import type { RetryPolicy } from '../http/retry.ts';
import type { Transport } from '../http/transport.ts';
import type { Credentials } from '../secrets/credentials.ts';
import type { MarketingTenant } from './problems.ts';
import type { Refusal } from './refusal.ts';

export interface MarketingClientOptions {
  tenant: MarketingTenant;
  credentials: Pick<Credentials<MarketingCredentials>, 'read' | 'refresh'>;
  transport: Transport;
  clock: Clock;
  /** 0 (included) to 1 (excluded); spreads retries. */
  random(): number;
  retryPolicy?: RetryPolicy;
}

export interface MarketingCall {
  method: 'GET' | 'POST' | 'PUT';
  /** With its query, percent-encoded. */
  path: string;
  body?: Uint8Array;
  /** Hands over a bulk import: a 429 may then mean that too many are being worked on. */
  isImport?: boolean;
  /** Doing it twice is doing it once. Taken for granted of all but POST. */
  isRepeatable?: boolean;
}

/** Success, or a refusal that only the caller can make sense of; everything else is thrown. */
export type MarketingAnswer = AnswerFacts & ({ refusal?: undefined; body: unknown } | { refusal: Refusal });

interface AnswerFacts {
  /** Requests made for this answer. */
  calls: number;
  /** An earlier attempt got no answer or a server error, so it may have been carried out as well. */
  isUncertain: boolean;
}

export interface MarketingClient {
  readonly tenant: MarketingTenant;
  readonly clock: Clock;
  /** @throws ConfigurationError, TransientError, NoImportSlotError, TooMuchError */
  call(call: MarketingCall, deadline: Deadline): Promise<MarketingAnswer>;
}
