import { findUnknownKey, isObject, missing, type ShapeViolation, wrong } from '../shape.ts';
import type { RecordJson } from './collection.ts';
import {
  COLLECTION_SCOPES,
  COLLECTION_TYPES,
  type CollectionScope,
  type CollectionType,
  readCollectionScope,
  readCollectionType,
} from './insight-words.ts';

/** The shape of an Insight import; what breaks it refuses the whole import (Marketing: Insight data service, import). */
export interface InsightImportBody {
  readonly collectionName: string;
  readonly collectionScope: CollectionScope;
  readonly collectionType: CollectionType;
  readonly records: readonly RecordEntry[];
}

export interface RecordEntry {
  readonly key: string;
  readonly json: RecordJson;
  readonly contactIdentity?: { readonly identifier: string; readonly value: string | null };
}

const BODY_KEYS = new Set(['collectionName', 'collectionScope', 'collectionType', 'records']);
const RECORD_KEYS = new Set(['key', 'json', 'contactIdentity']);
const IDENTITY_KEYS = new Set(['identifier', 'value']);

export function checkInsightImport(body: unknown): InsightImportBody | ShapeViolation {
  if (!isObject(body)) return wrong('body', 'must be an object');
  const stranger = findUnknownKey('', body, BODY_KEYS);
  if (stranger !== undefined) return stranger;
  const { collectionName, records } = body;
  if (typeof collectionName !== 'string') return missing('collectionName');
  const collectionScope = readCollectionScope(body.collectionScope);
  if (collectionScope === undefined) return wrong('collectionScope', `must be one of ${COLLECTION_SCOPES.join(', ')}`);
  const collectionType = readCollectionType(body.collectionType);
  if (collectionType === undefined) return wrong('collectionType', `must be one of ${COLLECTION_TYPES.join(', ')}`);
  if (records === undefined || records === null) return missing('records');
  if (!Array.isArray(records) || records.length === 0) return wrong('records', 'must hold at least one record');
  for (let index = 0; index < records.length; index++) {
    const violation = findRecordViolation(records[index]);
    if (violation !== undefined) return { ...violation, path: `records[${index}].${violation.path}` };
  }
  return { collectionName, collectionScope, collectionType, records: records as RecordEntry[] };
}

function findRecordViolation(record: unknown): ShapeViolation | undefined {
  if (!isObject(record)) return wrong('record', 'must be an object');
  const stranger = findUnknownKey('', record, RECORD_KEYS);
  if (stranger !== undefined) return stranger;
  if (typeof record.key !== 'string') return missing('key');
  if (!isObject(record.json)) return record.json === undefined ? missing('json') : wrong('json', 'must be an object');
  const identity = record.contactIdentity;
  if (identity === undefined) return undefined;
  if (!isObject(identity)) return wrong('contactIdentity', 'must be an object');
  if (typeof identity.identifier !== 'string') return missing('contactIdentity.identifier');
  if (typeof identity.value !== 'string' && identity.value !== null) return missing('contactIdentity.value');
  return findUnknownKey('contactIdentity', identity, IDENTITY_KEYS);
}
