import type { Account } from '../account/account.ts';
import type { ImportBehaviour } from '../imports/import-behaviour.ts';
import type { ImportResult, ImportWork } from '../imports/import-job.ts';
import { applyEntry, type EntryOutcome } from './apply-entry.ts';
import type { ContactEntry, ContactImportBody, EntryContext } from './contact-entry.ts';
import { failureOf } from './contact-failures.ts';
import type { ReportStyle } from './contact-report.ts';
import { ContactReport } from './contact-report.ts';

/** A contact import on its way: nothing of it is visible before its time has come. */
export function createContactImport(
  account: Account,
  body: ContactImportBody,
  bytes: number,
  style: ReportStyle,
): ImportWork {
  return {
    kind: 'contacts',
    records: body.contacts.length,
    bytes,
    apply: (behaviour, nowMs) => apply(account, body, behaviour, nowMs, style),
  };
}

function apply(
  account: Account,
  body: ContactImportBody,
  behaviour: ImportBehaviour,
  nowMs: number,
  style: ReportStyle,
): ImportResult {
  const context = { mergeOption: body.mergeOption, importSerial: account.nextImportSerial(), nowMs };
  const outcome = mayNotFit(account, body) ? 'ExceedsAllowedContactLimit' : behaviour.outcome;
  if (outcome !== 'Finished') {
    for (const entry of body.contacts.slice(0, behaviour.recordsAppliedBeforeFailure))
      applyOne(account, entry, context);
    return { outcome };
  }
  const report = new ContactReport();
  for (const entry of body.contacts) report.add(entry, applyOne(account, entry, context));
  return { outcome, report: () => report.render(behaviour, style) };
}

function applyOne(account: Account, entry: ContactEntry, context: EntryContext): EntryOutcome {
  const identifier = entry.matchIdentifier ?? 'email';
  const value = entry.identifiers?.[identifier];
  if (isUnknownIdentifier(account, identifier)) return refused(failureOf.invalidMatchIdentifier(identifier));
  if (value === undefined || value === '') return refused(failureOf.noValidIdentifiers(identifier));
  return applyEntry(account, entry, { identifier, value }, context);
}

const refused = (failure: ReturnType<typeof failureOf.invalidEmail>): EntryOutcome => ({
  contact: undefined,
  isNew: false,
  failures: [failure],
});

export function isUnknownIdentifier(account: Account, name: string): boolean {
  return name !== 'email' && name !== 'mobileNumber' && name !== 'contactId' && !account.customIdentifiers.has(name);
}

/** Counts exactly, since a full account refuses only what is new. */
function mayNotFit(account: Account, body: ContactImportBody): boolean {
  const free = account.limits.contacts - account.contacts.size;
  if (free >= body.contacts.length) return false;
  const added = new Set<string>();
  for (const { matchIdentifier = 'email', identifiers } of body.contacts) {
    const value = identifiers?.[matchIdentifier];
    if (value === undefined || account.contacts.find(matchIdentifier, value)?.isBinned === false) continue;
    added.add(`${matchIdentifier}:${String(value).toLowerCase()}`);
  }
  return added.size > free;
}
