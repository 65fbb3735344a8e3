import {
  type CommercetoolsSource,
  type CommercetoolsSourceOptions,
  createCommercetoolsSource,
} from '../../../shared/adapters/commercetools/source.ts';
import { createTransport } from '../../../shared/adapters/http/transport.ts';
import { addSeconds, type Instant } from '../../../shared/domain/instant.ts';

export const SECRET_NAME = 'sync/acme';
export const PROJECT_KEY = 'acme-shop';

export interface SourceUnderTest {
  source: CommercetoolsSource;
  /** What the store of secrets holds now; the source sees it when it reads again. */
  secret: { clientId: string; clientSecret: string };
  /** How often the source asked for the secret to be read again. */
  refreshes(): number;
  /** Pauses taken; no time passes in them. */
  pausesMs: number[];
  /** Our clock. */
  passSeconds(seconds: number): void;
  close(): Promise<void>;
}

/** A source over a real transport, with a clock that moves only when the test says so. */
export function openSource(url: string, options: Partial<CommercetoolsSourceOptions> = {}): SourceUnderTest {
  const transport = createTransport();
  const secret = { clientId: 'client', clientSecret: 'first-secret' };
  let known = { ...secret };
  let refreshes = 0;
  let now: Instant = '2026-08-04T10:00:00.000Z';
  const pausesMs: number[] = [];
  const source = createCommercetoolsSource({
    tenant: { tenantId: 'acme', commercetools: { projectKey: PROJECT_KEY, apiUrl: url, authUrl: url } },
    credentials: {
      secretName: SECRET_NAME,
      read: async () => known,
      refresh: async () => {
        refreshes += 1;
        known = { ...secret };
        return known;
      },
    },
    transport,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        pausesMs.push(ms);
      },
    },
    random: () => 0.5,
    ...options,
  });
  return {
    source,
    secret,
    refreshes: () => refreshes,
    pausesMs,
    passSeconds: (seconds) => {
      now = addSeconds(now, seconds);
    },
    close: () => transport.close(),
  };
}

export const within = (ms: number) => ({ remainingMs: () => ms });

/** The error of a call that has to fail. */
export async function errorOf(call: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>;
    throw new Error(`Threw something that is no Error: ${JSON.stringify(error)}`);
  }
  throw new Error('The call was expected to fail.');
}

/** Everything of an error that could reach a log. */
export const textOf = (error: Error): string => {
  const cause = error.cause instanceof Error ? textOf(error.cause) : String(error.cause);
  return [error.name, error.message, error.stack, JSON.stringify(error), cause].join('\n');
};
