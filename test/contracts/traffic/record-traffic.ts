import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from '../../../shared/adapters/http/transport.ts';
import type { Exchange } from '../recording/exchange.ts';
import { makeRarerCommercetoolsCalls } from './rarer-commercetools-calls.ts';
import { makeRarerMarketingCalls } from './rarer-marketing-calls.ts';
import { openRecordedWorld } from './recorded-world.ts';
import { runStack } from './run-stack.ts';

/** Enough for several pages of everything, and few enough for a quick run. */
const CUSTOMERS = 150;

/** All traffic of a whole run, in both directions and on both APIs, with the calls that an untroubled run does not make. */
export async function recordTraffic(): Promise<readonly Exchange[]> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'contracts-'));
  const world = await openRecordedWorld(CUSTOMERS);
  const transport = createTransport();
  try {
    await runStack(world, workDirectory);
    await makeRarerCommercetoolsCalls(world, transport);
    await makeRarerMarketingCalls(world, transport);
    return world.exchanges;
  } finally {
    await transport.close();
    await world.close();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
