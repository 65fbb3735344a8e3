import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { isBalanced } from '../../../shared/domain/counts.ts';
import type { Submission } from '../../../shared/ports.ts';
import type { Stream } from '../../../shared/streams/stream.ts';
import { FakeAccount } from '../../support/fake-account.ts';
import type { World as WorldClass } from '../../support/world.ts';

/** A stream whose records belong to contacts, reduced to what the engine sees of one. */
const notes: Stream = {
  name: 'notes',
  fingerprint: 'first',
  rejectsAs: 'notes',
  reads: { resource: 'orders' },
  requestSize: { start: 100, max: 500 },
  writes: { kind: 'insight', name: 'Notes', scope: 'contact', type: 'orders' },
  after: [],
  mapRecord: ({ id }) => [{ outcome: 'send', submission: { id, handle: id, json: '{}' }, flags: [] }],
  contacts: {
    writes: { kind: 'contact', name: 'contacts', listId: 1, fields: [], mergeOption: 'overwriteIfEmpty' },
    contactOf: ({ id, owner }): Submission => ({ id, handle: String(owner), json: '{}' }),
  },
};

jest.unstable_mockModule('../../../shared/streams/streams-of.ts', () => ({ streamsOf: () => [notes] }));
const { World, idAt } = await import('../../support/world.ts');

/** Refuses a record while its owner is no contact. */
class OrderlyAccount extends FakeAccount {
  readonly people: FakeAccount;
  readonly ownerOf = new Map<string, string>();

  constructor(people: FakeAccount) {
    super();
    this.people = people;
  }

  override finish(importId: string): void {
    for (const [id, owner] of this.ownerOf) {
      if (this.people.contacts.has(owner)) this.refusedHandles.delete(id);
      else this.refusedHandles.set(id, 'ContactEmailDoesNotExist');
    }
    super.finish(importId);
  }
}

let world: WorldClass;
let people: FakeAccount;
let records: OrderlyAccount;

beforeEach(() => {
  world = new World();
  people = new FakeAccount();
  records = new OrderlyAccount(people);
  world.ports.sinkOf = (_, destination) => (destination.kind === 'contact' ? people : records);
  for (let i = 0; i < 250; i += 1) {
    const id = idAt(i / 250, i);
    const owner = `owner${i % 50}@example.com`;
    world.shop.put(id, { owner }, '2025-01-01T00:00:00.000Z');
    records.ownerOf.set(id, owner);
    if (i % 50 < 40) people.contacts.set(owner, {});
  }
});

const history = () => world.track('history', 'notes')?.lastRun?.counts;

describe('records whose contact is missing', () => {
  it('get their contact and arrive, and every book balances', async () => {
    await world.level();
    expect(records.contacts.size).toBe(250);
    expect(people.contacts.size).toBe(50);
    expect(history()).toMatchObject({ read: 250, imported: 250, rejected: 0 });
    expect(world.rejections.of('acme')).toHaveLength(0);
  });

  it('cost one import of their contacts and one more of themselves', async () => {
    await world.level();
    expect(people.imports.size).toBe(1);
    expect(records.imports.size).toBe(2);
    expect([...people.imports.values()][0]?.submissions).toHaveLength(10);
    expect([...records.imports.values()][1]?.submissions).toHaveLength(50);
  });

  it('become rejections when the contact cannot be made, after three attempts', async () => {
    people.submit = async () => ({ importId: 'none', isUncertain: false, calls: 1 });
    people.imports.set('none', {
      submissions: [],
      outcome: { state: 'finished', saved: new Set(), refused: new Map(), calls: 1 },
    });
    await world.level();
    expect(world.rejections.of('acme')).toHaveLength(50);
    expect(history()).toMatchObject({ read: 250, imported: 200, rejected: 50 });
    expect(records.imports.size).toBe(4);
  });

  it('that were deleted meanwhile are skipped and counted', async () => {
    const { readByIds } = world.shop;
    world.shop.readByIds = async (resource, ids) => {
      const page = await readByIds.call(world.shop, resource, ids);
      return { ...page, records: page.records.slice(1) };
    };
    people.contacts.clear();
    await world.level();
    const counts = history();
    expect(counts?.skipped.deleted).toBeGreaterThan(0);
    expect(counts && isBalanced(counts)).toBe(true);
  });

  it('are not lost when the repair is interrupted and its message is gone', async () => {
    await world.tick();
    while (!world.track('history', 'notes')?.run?.lanes[0]?.repair) await world.step();
    world.queue.length = 0;
    world.pass(16 * 60);
    await world.level();
    expect(history()).toMatchObject({ read: 250, imported: 250, rejected: 0 });
  });
});
