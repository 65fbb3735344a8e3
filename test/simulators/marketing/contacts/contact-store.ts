import type { Contact, Identifiers } from './contact.ts';

/**
 * All contacts of one account, the recycle bin included, found by any identifier. Email addresses match without regard
 * to case. Ids are handed out one after the other, so that the place in the array is the index by id and by age at once.
 */
export class ContactStore {
  readonly #firstId: number;
  readonly #contacts: Contact[] = [];
  readonly #byIdentifier = new Map<string, Map<string, Contact>>();
  #binned = 0;

  constructor(firstId: number) {
    this.#firstId = firstId;
  }

  /** Contacts outside the recycle bin. */
  get size(): number {
    return this.#contacts.length - this.#binned;
  }

  get nextId(): number {
    return this.#firstId + this.#contacts.length;
  }

  /** Finds binned contacts too: an import brings them back. */
  find(identifier: string, value: string | number): Contact | undefined {
    if (identifier === 'contactId') return this.#contacts[Number(value) - this.#firstId];
    return this.#byIdentifier.get(identifier)?.get(normalize(identifier, String(value)));
  }

  /** The contact's id must be `nextId`. */
  add(contact: Contact): void {
    this.#contacts.push(contact);
    this.#index(contact);
  }

  setIdentifiers(contact: Contact, identifiers: Identifiers): void {
    for (const name in contact.identifiers) {
      const value = contact.identifiers[name];
      if (value !== undefined) this.#byIdentifier.get(name)?.delete(normalize(name, value));
    }
    contact.identifiers = identifiers;
    this.#index(contact);
  }

  setBinned(contact: Contact, isBinned: boolean): void {
    if (contact.isBinned === isBinned) return;
    contact.isBinned = isBinned;
    this.#binned += isBinned ? 1 : -1;
  }

  /** Contacts outside the recycle bin in ascending id, from the given id on. */
  *from(contactId = 0): Generator<Contact> {
    for (let at = Math.max(0, contactId - this.#firstId); at < this.#contacts.length; at++) {
      const contact = this.#contacts[at] as Contact;
      if (!contact.isBinned) yield contact;
    }
  }

  #index(contact: Contact): void {
    for (const name in contact.identifiers) {
      const value = contact.identifiers[name];
      if (value === undefined) continue;
      let values = this.#byIdentifier.get(name);
      if (values === undefined) {
        values = new Map();
        this.#byIdentifier.set(name, values);
      }
      values.set(normalize(name, value), contact);
    }
  }
}

const normalize = (identifier: string, value: string) => (identifier === 'email' ? value.toLowerCase() : value);
