import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { startDynamoDb } from '../../../infra/local/emulators/dynamodb.ts';

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
const createTable = new CreateTableCommand({
  TableName: 'state',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
});

describe('the embedded DynamoDB', () => {
  it('survives a caller that dies in the middle of a request', async () => {
    const emulator = await startDynamoDb();
    const caller = request(emulator.url, { method: 'POST', headers: { 'Content-Length': '1000' } });
    caller.on('error', () => undefined);
    caller.write('{"half":');
    await once(caller, 'socket');
    await new Promise((resolve) => caller.socket?.once('connect', resolve));
    caller.destroy();
    const client = clientOf(emulator.url);
    await client.send(createTable);
    client.destroy();
    await emulator.close();
  });

  it('goes on with what it kept in its directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    const first = await startDynamoDb(join(directory, 'data'));
    const writer = clientOf(first.url);
    await writer.send(createTable);
    await waitUntilTableExists({ client: writer, maxWaitTime: 20, minDelay: 0.05 }, { TableName: 'state' });
    await writer.send(new PutItemCommand({ TableName: 'state', Item: { id: { S: 'one' } } }));
    writer.destroy();
    await first.close();

    const second = await startDynamoDb(join(directory, 'data'));
    const reader = clientOf(second.url);
    const { Item } = await reader.send(new GetItemCommand({ TableName: 'state', Key: { id: { S: 'one' } } }));
    expect(Item).toEqual({ id: { S: 'one' } });
    reader.destroy();
    await second.close();
    rmSync(directory, { recursive: true });
  });
});
