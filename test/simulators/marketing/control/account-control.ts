import type { Account } from '../account/account.ts';
import { type AccountChange, AccountChangeSchema, type Region } from '../account/account-options.ts';
import type { DataField, DataFieldInput } from '../account/data-fields.ts';
import type { List } from '../account/lists.ts';
import { type PlannedRejection, PlannedRejectionSchema } from '../account/planned-rejections.ts';
import type { RefusalNote } from '../account/refusal-notes.ts';
import { binContact } from '../contacts/contact-life.ts';
import { type ContactView, viewContact } from '../contacts/contact-view.ts';
import { type ExistingContact, ExistingContactSchema, putContact } from '../contacts/put-contact.ts';
import { type BehaviourChange, BehaviourChangeSchema, type ImportKind } from '../imports/import-behaviour.ts';
import type { ImportLogEntry } from '../imports/import-job.ts';
import type { ImportQueue } from '../imports/import-queue.ts';
import type { CollectionSummary } from '../insight/collection.ts';
import type { ColumnView } from '../insight/collection-schema.ts';
import { type DialectNote, noteDialect } from '../insight/dialect.ts';
import { type RecordRejection, RecordRejectionSchema } from '../insight/record-rejections.ts';
import { type RecordView, viewRecord } from '../insight/record-view.ts';

export interface CollectionNote extends CollectionSummary {
  readonly columns: readonly ColumnView[];
  readonly dialect: DialectNote;
}

/**
 * What a test or a demo does to one account behind the API's back, and what it asks. Everything is also reachable over
 * HTTP, see `answerMarketingControl`. Imports that are due by now are applied before any question is answered.
 */
export class AccountControl {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  get user(): string {
    return this.#account.user;
  }

  get region(): Region {
    return this.#account.region;
  }

  /** Rotates the password, disables the user, changes limits or the rate scheme. */
  change(change: AccountChange): void {
    const { password, isEnabled, insightDataEnabled, limits, rateScheme } = AccountChangeSchema.parse(change);
    const account = this.#account;
    account.password = password ?? account.password;
    account.isEnabled = isEnabled ?? account.isEnabled;
    account.isInsightDataEnabled = insightDataEnabled ?? account.isInsightDataEnabled;
    account.limits = { ...account.limits, ...limits };
    if (rateScheme !== undefined) account.rates.setScheme(rateScheme);
  }

  createList(name: string, visibility: List['visibility'] = 'Private'): List {
    return this.#account.lists.create({ name, visibility });
  }

  lists(): readonly List[] {
    return this.#settled().lists.list();
  }

  createDataField(field: DataFieldInput): DataField {
    return this.#account.dataFields.create(field);
  }

  dataFields(): readonly DataField[] {
    return this.#account.dataFields.list();
  }

  /** Marks a data field as used, so that deleting it answers `result: false`. */
  setDataFieldDependencies(name: string, dependencies: readonly string[]): void {
    this.#account.dataFields.setDependencies(name, dependencies);
  }

  /** Creates or changes a contact at once. */
  putContact(contact: ExistingContact): ContactView {
    return viewContact(this.#settled(), putContact(this.#account, ExistingContactSchema.parse(contact)));
  }

  get contactCount(): number {
    return this.#settled().contacts.size;
  }

  /** Nothing when there is none or it is in the bin. */
  contact(identifier: string, value: string | number): ContactView | undefined {
    const contact = this.#settled().contacts.find(identifier, value);
    return contact === undefined || contact.isBinned ? undefined : viewContact(this.#account, contact);
  }

  /** All contacts outside the bin, in ascending id, from the given id on. */
  *contacts(fromContactId = 0): Generator<ContactView> {
    for (const contact of this.#settled().contacts.from(fromContactId)) yield viewContact(this.#account, contact);
  }

  /** Moves a contact to the bin. False when there is none. */
  binContact(identifier: string, value: string | number): boolean {
    const contact = this.#settled().contacts.find(identifier, value);
    if (contact === undefined || contact.isBinned) return false;
    binContact(this.#account, contact);
    return true;
  }

  /** Contacts with this identifier fail in imports, with this code. */
  rejectContact(rejection: PlannedRejection): void {
    this.#account.plannedRejections.add(PlannedRejectionSchema.parse(rejection));
  }

  /** Takes back all planned rejections, of contacts and of records. */
  clearRejections(): void {
    this.#account.plannedRejections.clear();
    this.#account.recordRejections.clear();
  }

  /** Every collection with its counts, its columns and whether it mixes the two dialects of names. */
  collections(): readonly CollectionNote[] {
    return this.#settled()
      .collections.list()
      .map((collection) => ({
        ...collection.summarize(),
        columns: collection.columns(),
        dialect: noteDialect(collection),
      }));
  }

  /** All records of a collection in the order they came, from a place on; none when there is no such collection. */
  *records(collectionName: string, fromPlace = 0): Generator<RecordView & { readonly place: number }> {
    const collection = this.#settled().collections.find(collectionName);
    for (const record of collection?.from(fromPlace) ?? []) yield { ...viewRecord(record), place: record.place };
  }

  record(collectionName: string, key: string): RecordView | undefined {
    const record = this.#settled().collections.find(collectionName)?.find(key);
    return record && viewRecord(record);
  }

  /** Records with this key are rejected in imports, with this reason. */
  rejectRecord(rejection: RecordRejection): void {
    this.#account.recordRejections.add(RecordRejectionSchema.parse(rejection));
  }

  /** How imports of this kind go on from now. */
  setImportBehaviour(kind: ImportKind, change: BehaviourChange): void {
    this.#account.imports.setBehaviour(kind, BehaviourChangeSchema.parse(change));
  }

  /** How the next imports of this kind go on, one after the other. */
  planImports(kind: ImportKind, ...changes: readonly BehaviourChange[]): void {
    this.#account.imports.plan(
      kind,
      changes.map((change) => BehaviourChangeSchema.parse(change)),
    );
  }

  /** Ids of the imports that are active now, and the most that ever were at once, by kind. */
  importActivity(): ReturnType<ImportQueue['activity']> {
    return this.#settled().imports.activity();
  }

  /** Lets the highest number of active imports begin anew with those active now. */
  resetImportPeaks(): void {
    this.#settled().imports.resetPeaks();
  }

  /** Every import ever accepted, oldest first. */
  importLog(): readonly ImportLogEntry[] {
    return this.#settled().imports.log();
  }

  /** Where bodies broke their shape, newest last: what the API's own answer does not tell. */
  refusals(): readonly RefusalNote[] {
    return this.#account.refusals.list();
  }

  #settled(): Account {
    this.#account.settleDue(this.#account.clock.now());
    return this.#account;
  }
}
