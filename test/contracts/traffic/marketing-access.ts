import type { Transport } from '../../../shared/adapters/http/transport.ts';
import type { MarketingClient } from '../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../../shared/adapters/marketing/marketing-client.ts';
import { systemClock } from '../../../shared/adapters/system/clock.ts';
import type { RecordedWorld } from './recorded-world.ts';

type AccountAccess = Pick<RecordedWorld['tenant']['marketing'], 'apiUrl' | 'user' | 'password'>;

/** Tried once: the answers count, not what patience would make of them. */
const ONCE = { maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1 };

export function openMarketing({ apiUrl, user, password }: AccountAccess, transport: Transport): MarketingClient {
  const credentials = { user, password };
  return createMarketingClient({
    tenant: { tenantId: 'contracts', secretName: 'none', marketing: { apiUrl } },
    credentials: { read: async () => credentials, refresh: async () => credentials },
    transport,
    clock: systemClock,
    random: Math.random,
    retryPolicy: ONCE,
  });
}
