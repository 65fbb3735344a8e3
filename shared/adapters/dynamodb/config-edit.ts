import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TABLE_KEYS } from '../../names.ts';

type Image = Record<string, AttributeValue>;

/** One record of the config table's stream, as far as it is read here (DynamoDB Streams: NEW_AND_OLD_IMAGES). */
export interface StreamRecord {
  dynamodb?: { Keys?: object | undefined; OldImage?: object | undefined; NewImage?: object | undefined } | undefined;
}

/** Reads a stream record as an edit: its key and what the item was and is. */
export function readConfigEdit({ dynamodb = {} }: StreamRecord) {
  const keys = unmarshall((dynamodb.Keys ?? {}) as Image);
  return {
    tenantId: String(keys[TABLE_KEYS.partition]),
    item: String(keys[TABLE_KEYS.sort]),
    ...(dynamodb.OldImage && { before: unmarshall(dynamodb.OldImage as Image) }),
    ...(dynamodb.NewImage && { after: unmarshall(dynamodb.NewImage as Image) }),
  };
}
