import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingProxy {
  url: string;
  /** Bodies of all requests, oldest first. */
  bodies: string[];
  close(): Promise<void>;
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/**
 * Stands in front of an AWS endpoint and keeps everything that is said to it. Queue addresses in answers are turned
 * towards the proxy, because clients go where the address of a queue points.
 */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const bodies: string[] = [];
  let url = '';
  const server = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming);
    bodies.push(body.toString('utf8'));
    const { method, headers } = incoming;
    const forward = send(new URL(incoming.url ?? '/', target), { method, headers }, async (answer) => {
      const text = (await readAll(answer)).toString('utf8');
      const turned = text.replaceAll(/"QueueUrl":"https?:\/\/[^/"]+/g, `"QueueUrl":"${url}`);
      const { 'content-length': _, 'transfer-encoding': __, 'x-amz-crc32': ___, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      outgoing.end(turned);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.on('close', () => outgoing.destroyed && forward.destroy());
    forward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
