import { buildApp } from 'fauxqs';
import type { Emulator } from './emulator.ts';

/**
 * Queues live in memory and go with the process: the state table re-creates all work. Started piece by piece, because the
 * package's own start listens on every network interface.
 */
export async function startSqs(region: string): Promise<Emulator> {
  const app = buildApp({ logger: false, defaultRegion: region });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    close: async () => {
      await app.close();
    },
  };
}
