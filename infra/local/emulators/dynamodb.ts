import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Emulator } from './emulator.ts';

/** @param directory where the items are kept; without it they are in memory and go with the process */
export async function startDynamoDb(directory?: string): Promise<Emulator> {
  const server = dynalite({ createTableMs: 0, ...(directory !== undefined && { path: directory }) });
  // It throws when a caller goes away in the middle of a request, and a function that is killed does just that.
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => request.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
