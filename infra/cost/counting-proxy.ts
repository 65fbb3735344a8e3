import { createServer, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AwsUse {
  readUnits: number;
  writeUnits: number;
  requests: number;
}

export interface CountingProxy {
  url: string;
  /** Of the functions alone; whoever watches them is not counted. */
  use: AwsUse;
  close(): Promise<void>;
}

const readAll = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** The SDK names the environment it runs in when that is Lambda. */
const isFunction = ({ headers }: IncomingMessage): boolean =>
  `${headers['user-agent']} ${headers['x-amz-user-agent']}`.includes('AWS_Lambda');

const READS = /[.](GetItem|Query|Scan|BatchGetItem)$/;
const DATA = /^DynamoDB_\d+[.](GetItem|PutItem|UpdateItem|DeleteItem|Query|Scan)$/;

/**
 * Stands in front of an emulator and counts what the functions use. DynamoDB is asked to say what each request consumes,
 * which is what on-demand tables are charged by.
 */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const use: AwsUse = { readUnits: 0, writeUnits: 0, requests: 0 };
  let url = '';
  const server = createServer(async (incoming, outgoing) => {
    const action = String(incoming.headers['x-amz-target'] ?? '');
    const asked = await readAll(incoming);
    const body = DATA.test(action)
      ? Buffer.from(JSON.stringify({ ...JSON.parse(asked.toString('utf8')), ReturnConsumedCapacity: 'TOTAL' }))
      : asked;
    const headers = { ...incoming.headers, 'content-length': String(body.length) };
    const forward = send(new URL(incoming.url ?? '/', target), { method: incoming.method, headers }, async (answer) => {
      const text = (await readAll(answer)).toString('utf8');
      if (isFunction(incoming)) count(use, action, text);
      const turned = text.replaceAll(/"QueueUrl":"https?:\/\/[^/"]+/g, `"QueueUrl":"${url}`);
      const { 'content-length': _, 'transfer-encoding': __, 'x-amz-crc32': ___, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode ?? 502, kept);
      outgoing.end(turned);
    });
    forward.on('error', () => outgoing.destroy());
    forward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    use,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function count(use: AwsUse, action: string, answer: string): void {
  use.requests += 1;
  const [, units] = /"CapacityUnits":([\d.]+)/.exec(answer) ?? [];
  if (units === undefined) return;
  if (READS.test(action)) use.readUnits += Number(units);
  else use.writeUnits += Number(units);
}
