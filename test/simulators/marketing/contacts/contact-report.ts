import type { Random } from '../../http/seeded-random.ts';
import type { ImportBehaviour } from '../imports/import-behaviour.ts';
import { shuffle } from '../shuffle.ts';
import type { EntryOutcome } from './apply-entry.ts';
import type { Identifiers } from './contact.ts';
import type { ContactEntry } from './contact-entry.ts';
import { type ContactFailure, type FailureSpelling, spellFailureCode } from './contact-failures.ts';

/** How reports are written, for all accounts of a simulator. */
export interface ReportStyle {
  readonly failureSpelling: FailureSpelling;
  readonly random: Random;
}

interface ContactReference {
  readonly contactId: number;
  readonly identifiers: Identifiers;
}

interface FailedEntry {
  readonly contactId?: number;
  readonly matchIdentifier: string;
  readonly identifiers: Readonly<Record<string, string | number>>;
  readonly failures: readonly ContactFailure[];
}

/** What a finished import answers (Marketing: Contacts v3, import status). */
export class ContactReport {
  readonly #created: ContactReference[] = [];
  readonly #updated: ContactReference[] = [];
  readonly #failures: FailedEntry[] = [];

  add(entry: ContactEntry, outcome: EntryOutcome): void {
    const { contact, isNew, failures } = outcome;
    if (contact !== undefined) {
      const reference = { contactId: contact.contactId, identifiers: contact.identifiers };
      (isNew ? this.#created : this.#updated).push(reference);
    }
    if (failures.length > 0) this.#failures.push(describeFailure(entry, outcome));
  }

  render(behaviour: ImportBehaviour, style: ReportStyle): Readonly<Record<string, unknown>> {
    const arrange = <Item>(items: readonly Item[]) => (behaviour.shuffleReport ? shuffle(items, style.random) : items);
    const missing = { left: behaviour.recordsMissingFromReport };
    return {
      ...(behaviour.omitSummary ? {} : { summary: this.#summarize() }),
      created: arrange(withoutLast(this.#created, missing)),
      updated: arrange(withoutLast(this.#updated, missing)),
      failures: arrange(withoutLast(this.#failures, missing)).map((failed) => ({
        ...failed,
        failures: failed.failures.map(({ failureCode, description }) => ({
          failureCode: spellFailureCode(failureCode, style.failureSpelling),
          description,
        })),
      })),
    };
  }

  #summarize(): Readonly<Record<string, number>> {
    const count = (code: string) =>
      this.#failures.filter((failed) => failed.failures.some(({ failureCode }) => failureCode === code)).length;
    const globallySuppressed = count('GloballySuppressed');
    const duplicateIdentifiers = count('duplicateIdentifier');
    const notSaved = this.#failures.filter((failed) => failed.contactId === undefined).length;
    return {
      newContacts: this.#created.length,
      updatedContacts: this.#updated.length,
      globallySuppressed,
      invalidEntries: notSaved - globallySuppressed - duplicateIdentifiers,
      duplicateIdentifiers,
    };
  }
}

function describeFailure(entry: ContactEntry, { contact, failures }: EntryOutcome): FailedEntry {
  // `contactId` stands beside the identifiers in a report, never among them.
  const { contactId: _matched, ...identifiers } = entry.identifiers ?? {};
  return {
    ...(contact === undefined ? {} : { contactId: contact.contactId }),
    matchIdentifier: entry.matchIdentifier ?? 'email',
    identifiers,
    failures,
  };
}

/** Leaves out the last ones, as many as are still to be left out. */
function withoutLast<Item>(items: readonly Item[], missing: { left: number }): readonly Item[] {
  const leftOut = Math.min(missing.left, items.length);
  missing.left -= leftOut;
  return leftOut === 0 ? items : items.slice(0, items.length - leftOut);
}
