import { insightImportStatus } from '../../contracts/marketing-answers.ts';
import { accountRecordEntry, COLLECTION_NAME, contactRecordEntry } from '../../contracts/marketing-entries.ts';
import type { Deadline, ImportOutcome, Sink } from '../../ports.ts';
import { breaksRules } from './breaks-rules.ts';
import { expectBody } from './expect-body.ts';
import { createHandOver } from './hand-over.ts';
import { readState } from './import-status.ts';
import { readInsightFailures } from './insight-report.ts';
import type { MarketingClient } from './marketing-call.ts';
import { nameUnusable, prepareCollection, type WantedCollection } from './prepare-collection.ts';
import { submitWithoutOffenders } from './single-out.ts';

export interface InsightSinkOptions extends WantedCollection {
  client: MarketingClient;
}

const IMPORT_PATH = '/insightData/v3/import';

/**
 * Insight data records in bulk. A submission's `json` is one element of `records` (`{ contactIdentity?, key, json }`), its
 * handle the key. A record replaces the one with its key.
 *
 * The report of such an import names what failed and counts what was imported, so `saved` is left open and
 * `importedCount` tells whether anything is unaccounted for.
 * @throws ConfigurationError for a collection name that no account can hold.
 */
export function createInsightSink({ client, ...collection }: InsightSinkOptions): Sink {
  const { collectionName, scope, type } = collection;
  if (!COLLECTION_NAME.test(collectionName)) throw nameUnusable(collectionName, client);
  const envelope = JSON.stringify({ collectionName, collectionScope: scope, collectionType: type });
  const handOver = createHandOver(client, IMPORT_PATH, `${envelope.slice(0, -1)},"records":[`);
  const rules = scope === 'contact' ? contactRecordEntry : accountRecordEntry;

  async function readOutcome(importId: string, deadline: Deadline): Promise<ImportOutcome> {
    const path = `${IMPORT_PATH}/${encodeURIComponent(importId)}`;
    const answer = await client.call({ method: 'GET', path }, deadline);
    const { calls } = answer;
    // An id we were given and that is now called malformed is as good as gone.
    if (answer.refusal?.status === 404 || answer.refusal?.status === 400) return { state: 'gone', calls };
    const { status, summary, failures } = expectBody(answer, insightImportStatus, 'an Insight import', client);
    const outcome = readState(status);
    if (outcome.state !== 'finished') return { ...outcome, calls };
    const importedCount = summary?.totalImported ?? undefined;
    return {
      ...outcome,
      saved: undefined,
      refused: readInsightFailures(failures),
      ...(importedCount !== undefined && { importedCount }),
      calls,
    };
  }

  return {
    prepare: () => prepareCollection(client, collection),
    submit: (submissions, deadline) =>
      submitWithoutOffenders(submissions, deadline, {
        handOver,
        breaksRules: (json) => breaksRules(rules, json),
        isOver: async (importId, until) => {
          const { state, calls } = await readOutcome(importId, until);
          return { isOver: state !== 'pending', calls };
        },
        clock: client.clock,
      }),
    readOutcome,
  };
}
