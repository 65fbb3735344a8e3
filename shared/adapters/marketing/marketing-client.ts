import { retry } from '../http/retry.ts';
import { Attempts } from './attempts.ts';
import type { MarketingClient, MarketingClientOptions } from './marketing-call.ts';
import { bodyTooLarge } from './problems.ts';

/** Marketing takes 50 MB (bulk imports, notes on size); the margin is for what lies between us. */
export const MAX_BODY_BYTES = 40 * 1024 * 1024;

/**
 * One tenant's way to its Marketing account. Retries what may be repeated within the deadline, reads the credentials once
 * more when they are refused, and reports all trouble in the terms of domain/errors.ts, by status and code and never by
 * description: Marketing's descriptions quote the values they complain about.
 */
export function createMarketingClient(options: MarketingClientOptions): MarketingClient {
  const { tenant, clock, random, retryPolicy } = options;
  return {
    tenant,
    clock,
    async call(call, deadline) {
      const attempts = new Attempts(options, call, deadline);
      if (attempts.bodyBytes > MAX_BODY_BYTES) throw bodyTooLarge(attempts.bodyBytes, false);
      const { value } = await retry(() => attempts.attempt(), {
        deadline,
        sleep: (ms) => clock.sleep(ms),
        random,
        advise: (error) => attempts.adviseAbout(error),
        ...(retryPolicy && { policy: retryPolicy }),
      });
      return { ...value, calls: attempts.calls, isUncertain: attempts.isUncertain };
    },
  };
}
