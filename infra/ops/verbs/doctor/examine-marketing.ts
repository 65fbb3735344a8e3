import { deadlineAfter } from '../../../../shared/adapters/http/deadline-after.ts';
import { createMarketingReader } from '../../../../shared/adapters/marketing/marketing-reader.ts';
import { examineCollection } from '../../../../shared/adapters/marketing/prepare-collection.ts';
import { examineContacts } from '../../../../shared/adapters/marketing/prepare-contacts.ts';
import type { Destination } from '../../../../shared/domain/destination.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';
import { CALL_MS } from '../../accounts/read-marketing.ts';
import type { Ops } from '../../ops.ts';
import type { Examination } from './finding.ts';

const AREA = 'Marketing';

/** Below this share of the account's hourly calls the sync will soon have to wait. */
const LOW_BUDGET_SHARE = 0.1;

/** Sign-in and region, the calls that are left, list and data fields, and the collections. Reads only. */
export async function examineMarketing(tenant: Tenant, streams: readonly Stream[], exam: Examination, ops: Ops) {
  const client = ops.marketingOf(tenant);
  const reader = createMarketingReader(client);
  const deadline = () => deadlineAfter(CALL_MS, ops.clock);
  const account = await exam.look(AREA, 'sign-in and region', async () => {
    const found = await reader.readAccountInfo(deadline());
    const { accountId, apiUrl } = found;
    const configured = tenant.marketing.apiUrl;
    if (apiUrl === undefined || apiUrl === configured)
      return { message: `account ${accountId} at ${configured}`, found };
    return {
      state: 'problem',
      message: `account ${accountId} lives at ${apiUrl}, and the settings say ${configured}`,
      remedy: `Put "apiUrl": "${apiUrl}" under "marketing" in the settings of the tenant.`,
      found,
    };
  });
  if (!account)
    return exam.skip(AREA, 'list, data fields and collections', 'cannot be looked at before the sign-in works');
  examineBudget(account.properties, exam);
  for (const writes of distinct(streams.map((stream) => stream.writes))) {
    if (writes.kind === 'contact') {
      await exam.look(
        AREA,
        `list and data fields (${writes.mergeOption === 'overwrite' ? 'customers' : 'guests'})`,
        async () => {
          const { missing } = await examineContacts(client, writes.listId, writes.fields);
          const names = missing.map(({ name }) => name).join(', ');
          const fields =
            missing.length === 0 ? 'all data fields are there' : `${names} will be created by the next run`;
          return { message: `list ${writes.listId} is there; ${fields}`, found: missing };
        },
      );
      continue;
    }
    const { name: collectionName, scope, type, foreignColumns } = writes;
    await exam.look(AREA, `collection ${collectionName}`, async () => {
      const found = await examineCollection(client, { collectionName, scope, type, foreignColumns }, deadline());
      return { message: found.isThere ? 'is there, of the right kind' : 'will be created by the first run', found };
    });
  }
}

/** Destinations that are one and the same, such as those of a catalog's streams, are looked at once. */
const distinct = (destinations: readonly Destination[]): Destination[] => [
  ...new Map(destinations.map((writes) => [JSON.stringify(writes), writes])).values(),
];

function examineBudget(properties: ReadonlyMap<string, string>, exam: Examination): undefined {
  const made = Number(properties.get('ApiCallsInLastHour'));
  const left = Number(properties.get('ApiCallsRemaining'));
  if (!Number.isFinite(made) || !Number.isFinite(left)) return;
  const message = `${left.toLocaleString('en')} calls left, ${made.toLocaleString('en')} made in the last hour`;
  if (left > (made + left) * LOW_BUDGET_SHARE) return exam.add(AREA, 'rate limit', { message });
  exam.add(AREA, 'rate limit', {
    state: 'warning',
    message,
    remedy:
      'The sync waits where it must; if this lasts, find out which other integration of the account makes these calls.',
  });
}
