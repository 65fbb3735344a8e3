import type { Random } from '../../http/seeded-random.ts';
import type { Account } from '../account/account.ts';
import type { ImportBehaviour } from '../imports/import-behaviour.ts';
import type { ImportResult, ImportWork } from '../imports/import-job.ts';
import { shuffle } from '../shuffle.ts';
import type { Collection } from './collection.ts';
import type { InsightImportBody, RecordEntry } from './insight-shape.ts';
import { findOwner } from './record-owner.ts';

/** An Insight import on its way: creates its collection when its time has come, and judges its records one by one. */
export function createInsightImport(
  account: Account,
  body: InsightImportBody,
  bytes: number,
  random: Random,
): ImportWork {
  return {
    kind: 'insightData',
    collectionName: body.collectionName,
    records: body.records.length,
    bytes,
    apply: (behaviour, nowMs) => apply(account, body, behaviour, nowMs, random),
  };
}

interface FailedRecord {
  readonly entry: RecordEntry;
  readonly reason: string;
  readonly details: readonly string[];
}

const KEY = /^[A-Za-z0-9_-]{1,255}$/;

function apply(
  account: Account,
  body: InsightImportBody,
  behaviour: ImportBehaviour,
  nowMs: number,
  random: Random,
): ImportResult {
  const { collectionName, collectionScope, collectionType } = body;
  const collection =
    account.collections.find(collectionName) ??
    account.collections.create(collectionName, collectionScope, collectionType);
  // Another import may have created it otherwise while this one was on its way.
  const isOther = collection.scope !== collectionScope || collection.type !== collectionType;
  const isBad = behaviour.outcome !== 'Finished' || isOther;
  const records = isBad ? body.records.slice(0, isOther ? 0 : behaviour.recordsAppliedBeforeFailure) : body.records;
  const failed: FailedRecord[] = [];
  const seen = new Set<string>();
  for (const entry of records) {
    const failure = applyRecord(account, collection, entry, seen, nowMs);
    if (failure !== undefined) failed.push(failure);
  }
  if (isBad) return { outcome: 'Failed' };
  return { outcome: 'Finished', report: () => report(body, failed, behaviour, random) };
}

function applyRecord(
  account: Account,
  collection: Collection,
  entry: RecordEntry,
  seen: Set<string>,
  nowMs: number,
): FailedRecord | undefined {
  const { key, json, contactIdentity } = entry;
  const planned = account.recordRejections.find(collection.name, key);
  if (planned !== undefined) return { entry, reason: planned, details: ['Planned in the simulator'] };
  if (!KEY.test(key))
    return { entry, reason: 'InvalidClientKey', details: ['A key is made of A-Z, a-z, 0-9, _ and -'] };
  if (seen.has(key))
    return { entry, reason: 'DuplicateKey', details: [`Another record of this import has the key ${key}`] };
  seen.add(key);
  const owner = findOwner(account, collection.scope, contactIdentity);
  if (typeof owner === 'string')
    return { entry, reason: owner, details: [`${contactIdentity?.value ?? 'No contact'}`] };
  const held = collection.find(key);
  if (held !== undefined && held.ownerContactId !== owner.contactId) {
    return { entry, reason: 'KeyExistingForDifferentContact', details: [`The key ${key} belongs to another contact`] };
  }
  const problem = collection.put(key, json, owner.contactId, nowMs);
  return problem && { entry, reason: problem.reason, details: [problem.path] };
}

function report(
  body: InsightImportBody,
  failed: readonly FailedRecord[],
  behaviour: ImportBehaviour,
  random: Random,
): Readonly<Record<string, unknown>> {
  const kept = failed.slice(0, Math.max(0, failed.length - behaviour.recordsMissingFromReport));
  const failures = (behaviour.shuffleReport ? shuffle(kept, random) : kept).map(({ entry, reason, details }) => ({
    collectionOwner: {
      ownerType: body.collectionScope,
      ...(entry.contactIdentity !== undefined && { contactIdentity: entry.contactIdentity }),
    },
    failureReason: reason,
    details,
    key: entry.key,
    json: entry.json,
  }));
  const totalRecords = body.records.length;
  const summary = { totalRecords, totalImported: totalRecords - failed.length, totalRejected: failed.length };
  // The published description allows no empty array of failures.
  return { ...(behaviour.omitSummary ? {} : { summary }), ...(failures.length > 0 && { failures }) };
}
