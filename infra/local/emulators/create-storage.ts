import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueResource, TableResource } from '../template/storage.ts';

const isAlreadyThere = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceInUseException';

/** Creates the tables that are not there yet, with keys and billing as the template has them. */
export async function createTables(tables: readonly TableResource[], client: DynamoDBClient): Promise<void> {
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
 * Creates the queues with time-outs and redrive as the template has them. On an embedded emulator a queue is reached
 * where the emulator listens: the host name it gives out would have to be looked up.
 *
 * @returns URLs by queue name
 */
export async function createQueues(
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
