import { contactImportStatus } from '../../contracts/marketing-answers.ts';
import { contactEntry } from '../../contracts/marketing-entries.ts';
import type { DataField } from '../../domain/destination.ts';
import type { Deadline, ImportOutcome, Sink } from '../../ports.ts';
import { breaksRules } from './breaks-rules.ts';
import { readContactReport } from './contact-report.ts';
import { expectBody } from './expect-body.ts';
import { createHandOver } from './hand-over.ts';
import { readState } from './import-status.ts';
import type { MarketingClient } from './marketing-call.ts';
import { prepareContacts } from './prepare-contacts.ts';
import { submitWithoutOffenders } from './single-out.ts';

export interface ContactSinkOptions {
  client: MarketingClient;
  /** The list every contact is added to; it must exist. */
  listId: number;
  /** Data fields that submissions fill; missing ones are created. */
  fields: readonly DataField[];
  /** `overwrite` unless said otherwise. */
  mergeOption?: 'overwrite' | 'overwriteIfEmpty';
}

const IMPORT_PATH = '/contacts/v3/import';

/**
 * Contacts in bulk. A submission's `json` is one element of `contacts`, its handle the email address in lower case. What
 * is sent replaces what is there (`overwrite`) or only fills blanks (`overwriteIfEmpty`); what is not sent, consent above
 * all, stays as it is.
 */
export function createContactSink({ client, listId, fields, mergeOption = 'overwrite' }: ContactSinkOptions): Sink {
  const handOver = createHandOver(client, IMPORT_PATH, `{"mergeOption":"${mergeOption}","contacts":[`);

  async function readOutcome(importId: string, deadline: Deadline): Promise<ImportOutcome> {
    const path = `${IMPORT_PATH}/${encodeURIComponent(importId)}`;
    const answer = await client.call({ method: 'GET', path }, deadline);
    const { calls } = answer;
    // An id we were given and that is now called malformed is as good as gone.
    if (answer.refusal?.status === 404 || answer.refusal?.status === 400) return { state: 'gone', calls };
    const { status, created, updated, failures } = expectBody(answer, contactImportStatus, 'a contact import', client);
    const outcome = readState(status);
    if (outcome.state !== 'finished') return { ...outcome, calls };
    return { ...outcome, ...readContactReport(created, updated, failures), calls };
  }

  return {
    prepare: () => prepareContacts(client, listId, fields),
    submit: (submissions, deadline) =>
      submitWithoutOffenders(submissions, deadline, {
        handOver,
        breaksRules: (json) => breaksRules(contactEntry, json),
        isOver: async (importId, until) => {
          const { state, calls } = await readOutcome(importId, until);
          return { isOver: state !== 'pending', calls };
        },
        clock: client.clock,
      }),
    readOutcome,
  };
}
