import type { ResourceName } from '../commercetools/resources/all.ts';
import type { Project } from '../commercetools/store/project.ts';
import { parseRow, type StoredRecord, type StoredResource } from '../commercetools/store/stored-record.ts';
import type { Random } from '../http/seeded-random.ts';
import { pick } from './choices.ts';

/** A record at random, among those that fit; undefined when none does. */
export function pickRecord(
  project: Project,
  random: Random,
  resource: ResourceName,
  fits: (record: StoredRecord) => boolean = () => true,
): StoredResource | undefined {
  const records = project.collection(resource).inOrder().filter(fits);
  return records.length === 0 ? undefined : parseRow(pick(random, records));
}
