import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from './emulators/aws-place.ts';
import type { Emulators } from './emulators/start-emulators.ts';
import { type QueueResource, readQueues, readTables, type TableResource } from './template/storage.ts';
import type { Template } from './template/template.ts';

/** The tables and queues of the templates, in being, and the clients that reach them. */
export interface Storage {
  readonly tables: readonly TableResource[];
  readonly queues: readonly QueueResource[];
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  close(): void;
}

/** Creates what is not there yet; from then on the template's references to its queues resolve. */
export async function openStorage(template: Template, { place, foreign }: Emulators): Promise<Storage> {
  const dynamodb = new DynamoDBClient(clientConfig(place, 'dynamodb'));
  const sqs = new SQSClient(clientConfig(place, 'sqs'));
  const tables = readTables(template);
  const queues = readQueues(template);
  await createTables(tables, dynamodb);
  const queueUrls = await createQueues(queues, sqs, foreign.has('sqs') ? undefined : place.endpoints.sqs);
  for (const [name, url] of queueUrls) template.setQueueUrl(name, url);
  return {
    tables,
    queues,
    queueUrls,
    dynamodb,
    sqs,
    close: () => {
      dynamodb.destroy();
      sqs.destroy();
    },
  };
}

const isAlreadyThere = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceInUseException';

/** With keys and billing as the template has them. */
async function createTables(tables: readonly TableResource[], client: DynamoDBClient): Promise<void> {
  for (const { name, definition } of tables) {
    try {
      await client.send(new CreateTableCommand({ TableName: name, ...definition }));
    } catch (error) {
      if (!isAlreadyThere(error)) throw error;
    }
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName: name });
  }
}

/**
 * With time-outs and redrive as the template has them. On the embedded emulator a queue is reached where the emulator
 * listens: the host name it gives out would have to be looked up.
 */
async function createQueues(
  queues: readonly QueueResource[],
  client: SQSClient,
  embeddedUrl: string | undefined,
): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for (const { name, attributes } of queues) {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    urls.set(name, embeddedUrl === undefined ? QueueUrl : embeddedUrl + new URL(QueueUrl).pathname);
  }
  return urls;
}
