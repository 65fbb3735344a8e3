import { refuseV2 } from '../refusal.ts';

/** The contact lists of one account (Marketing: Lists v2, still called address books in its paths). */
export interface List {
  readonly id: number;
  readonly name: string;
  readonly visibility: 'Private' | 'Public';
  /** How many contacts outside the recycle bin are in it. */
  readonly contacts: number;
}

const MAX_NAME_LENGTH = 128;
const RESERVED: readonly string[] = ['test', 'all contacts'];
const VISIBILITIES: readonly unknown[] = [undefined, 'Private', 'Public'];

export class Lists {
  readonly #lists = new Map<number, { id: number; name: string; visibility: 'Private' | 'Public'; contacts: number }>();
  readonly #maxLists: number;
  #nextId: number;

  constructor(firstId: number, maxLists: number) {
    this.#nextId = firstId;
    this.#maxLists = maxLists;
  }

  list(visibility?: 'Private' | 'Public'): readonly List[] {
    const all = [...this.#lists.values()];
    return visibility === undefined ? all : all.filter((list) => list.visibility === visibility);
  }

  has(id: number): boolean {
    return this.#lists.has(id);
  }

  get(id: number): List {
    return this.#find(id);
  }

  create(input: unknown): List {
    const { name, visibility } = this.#checkInput(input);
    if (this.#lists.size >= this.#maxLists) {
      throw refuseV2(400, 'ERROR_ADDRESSBOOK_LIMITEXCEEDED', 'The account holds as many lists as it may.');
    }
    const list = { id: this.#nextId++, name, visibility, contacts: 0 };
    this.#lists.set(list.id, list);
    return list;
  }

  update(id: number, input: unknown): List {
    const list = this.#find(id);
    const { name, visibility } = this.#checkInput(input, id);
    list.name = name;
    list.visibility = visibility;
    return list;
  }

  delete(id: number): void {
    this.#find(id);
    this.#lists.delete(id);
  }

  /** Keeps the count beside the membership, which the contacts themselves hold. */
  count(id: number, change: 1 | -1): void {
    const list = this.#lists.get(id);
    if (list !== undefined) list.contacts += change;
  }

  #find(id: number) {
    const list = this.#lists.get(id);
    if (list === undefined) throw refuseV2(404, 'ERROR_ADDRESSBOOK_NOT_FOUND', 'There is no list of this id.');
    return list;
  }

  #checkInput(input: unknown, ownId?: number): { readonly name: string; readonly visibility: 'Private' | 'Public' } {
    const { name, visibility } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
    if (typeof name !== 'string' || name.trim() === '' || name.length > MAX_NAME_LENGTH) {
      throw refuseV2(400, 'ERROR_PARAMETER_INVALID', `The name must be 1 to ${MAX_NAME_LENGTH} characters.`);
    }
    if (!VISIBILITIES.includes(visibility)) {
      throw refuseV2(400, 'ERROR_PARAMETER_INVALID', 'The visibility must be Private or Public.');
    }
    const wanted = name.toLowerCase();
    if (RESERVED.includes(wanted)) throw refuseV2(400, 'ERROR_ADDRESSBOOK_NOTWRITABLE', 'The name is reserved.');
    for (const list of this.#lists.values()) {
      if (list.id !== ownId && list.name.toLowerCase() === wanted) {
        throw refuseV2(400, 'ERROR_ADDRESSBOOK_DUPLICATE', 'A list of this name exists already.');
      }
    }
    return { name, visibility: visibility === 'Public' ? 'Public' : 'Private' };
  }
}
