import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

export type Image = Record<string, AttributeValue>;

/** Items by their key, as text. */
export type TableContents = ReadonlyMap<string, Image>;

export interface StreamIdentity {
  readonly streamArn: string;
  readonly region: string;
  readonly keyNames: readonly string[];
}

export const contentsOf = (items: readonly Image[], keyNames: readonly string[]): TableContents =>
  new Map(items.map((item) => [JSON.stringify(keyNames.map((name) => item[name])), item]));

const keysOf = (item: Image, keyNames: readonly string[]): Image =>
  Object.fromEntries(keyNames.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/**
 * What happened between two looks at a table, as its stream would have told it (DynamoDB Streams: StreamRecord). An item
 * that changed more than once in between has one record for all of it.
 *
 * @param nextSequence numbers the records, ever upwards
 */
export function findEdits(
  before: TableContents,
  after: TableContents,
  { streamArn, region, keyNames }: StreamIdentity,
  nextSequence: () => number,
): DynamoDBRecord[] {
  const record = (eventName: 'INSERT' | 'MODIFY' | 'REMOVE', oldImage?: Image, newImage?: Image): DynamoDBRecord => {
    const sequence = String(nextSequence()).padStart(21, '0');
    return {
      eventID: sequence,
      eventName,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      eventSourceARN: streamArn,
      awsRegion: region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(Date.now() / 1000),
        Keys: keysOf(newImage ?? oldImage ?? {}, keyNames) as NonNullable<DynamoDBRecord['dynamodb']>['Keys'],
        ...(oldImage && { OldImage: oldImage as never }),
        ...(newImage && { NewImage: newImage as never }),
        SequenceNumber: sequence,
        SizeBytes: JSON.stringify(newImage ?? oldImage).length,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    };
  };
  const records: DynamoDBRecord[] = [];
  for (const [key, item] of after) {
    const known = before.get(key);
    if (!known) records.push(record('INSERT', undefined, item));
    else if (!isDeepStrictEqual(known, item)) records.push(record('MODIFY', known, item));
  }
  for (const [key, item] of before) if (!after.has(key)) records.push(record('REMOVE', item));
  return records;
}
