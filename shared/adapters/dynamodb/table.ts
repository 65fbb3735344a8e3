import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TABLE_KEYS } from '../../names.ts';
import { callDynamo, isConditionFailure } from './errors.ts';

export type Item = Record<string, unknown>;
export interface ItemKey {
  tenantId: string;
  item: string;
}

/** One of the two tables, in the few verbs the stores need. Reads are consistent: progress must never look older than it is. */
export class Table {
  readonly #client: DynamoDBDocumentClient;
  readonly #name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.#client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.#name = name;
  }

  async get(key: ItemKey): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.#name, Key: toKey(key), ConsistentRead: true });
    return (await callDynamo(() => this.#client.send(command))).Item;
  }

  async put(key: ItemKey, attributes: Item): Promise<void> {
    const command = new PutCommand({ TableName: this.#name, Item: { ...attributes, ...toKey(key) } });
    await callDynamo(() => this.#client.send(command));
  }

  async delete(key: ItemKey): Promise<void> {
    const command = new DeleteCommand({ TableName: this.#name, Key: toKey(key) });
    await callDynamo(() => this.#client.send(command));
  }

  /** The item after the write, or `undefined` when the condition did not hold. */
  async update(
    key: ItemKey,
    input: Pick<
      UpdateCommandInput,
      'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
    >,
  ): Promise<Item | undefined> {
    const command = new UpdateCommand({ ...input, TableName: this.#name, Key: toKey(key), ReturnValues: 'ALL_NEW' });
    try {
      return (await callDynamo(() => this.#client.send(command))).Attributes;
    } catch (error) {
      if (isConditionFailure(error)) return undefined;
      throw error;
    }
  }

  /** Items of a tenant whose `item` begins with a prefix or lies between two bounds (both included), in its order. */
  async query(
    tenantId: string,
    range: { prefix: string } | { from: string; to: string },
    options: { limit?: number; newestFirst?: boolean; only?: readonly string[] } = {},
  ): Promise<Item[]> {
    const { limit, newestFirst = false, only } = options;
    const names: Record<string, string> = { '#tenant': TABLE_KEYS.partition, '#item': TABLE_KEYS.sort };
    for (const [i, name] of (only ?? []).entries()) names[`#only${i}`] = name;
    const input: QueryCommandInput = {
      TableName: this.#name,
      ConsistentRead: true,
      KeyConditionExpression: `#tenant = :tenant AND ${'prefix' in range ? 'begins_with(#item, :prefix)' : '#item BETWEEN :from AND :to'}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ':tenant': tenantId,
        ...('prefix' in range ? { ':prefix': range.prefix } : { ':from': range.from, ':to': range.to }),
      },
      ScanIndexForward: !newestFirst,
      ...(limit !== undefined && { Limit: limit }),
      ...(only && { ProjectionExpression: only.map((_, i) => `#only${i}`).join(', ') }),
    };
    return this.#collect((start) => this.#client.send(new QueryCommand({ ...input, ExclusiveStartKey: start })), limit);
  }

  /** Every item, or every item of one name, over all tenants. */
  async scan(item?: string): Promise<Item[]> {
    return this.#collect((start) =>
      this.#client.send(
        new ScanCommand({
          TableName: this.#name,
          ConsistentRead: true,
          ...(item !== undefined && {
            FilterExpression: '#item = :item',
            ExpressionAttributeNames: { '#item': TABLE_KEYS.sort },
            ExpressionAttributeValues: { ':item': item },
          }),
          ExclusiveStartKey: start,
        }),
      ),
    );
  }

  async #collect(
    readPage: (start: Item | undefined) => Promise<{ Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined }>,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Item[]> {
    const items: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await callDynamo(() => readPage(start));
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start && items.length < limit);
    return items.slice(0, limit);
  }
}

const toKey = ({ tenantId, item }: ItemKey): Item => ({ [TABLE_KEYS.partition]: tenantId, [TABLE_KEYS.sort]: item });
