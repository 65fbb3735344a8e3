import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cutRanges, type LaneRange } from '../../../shared/domain/lane-range.ts';
import type { SourcePageQuery, SourceRecord, SourceResource } from '../../../shared/ports.ts';
import { openSource, PROJECT_KEY, type SourceUnderTest, within } from './source-under-test.ts';

/** Anything that speaks the HTTP API and lets a test put records into it as they are. */
export interface SourceEndpoint {
  /** Serves both APIs of the project `PROJECT_KEY` to the client of `openSource`. */
  url: string;
  /** Existing ids are replaced. */
  put(collection: Collection, records: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** What can be stored; product projections are another view of products. */
export type Collection = Exclude<SourceResource, 'product-projections'>;

export interface SuiteCustomer {
  id: string;
  version: number;
  createdAt: string;
  createdBy: { clientId: string; isPlatformClient: boolean };
  lastModifiedAt: string;
  lastModifiedBy: { clientId: string; isPlatformClient: boolean };
  email: string;
  password: string;
  firstName: string;
  addresses: [];
  shippingAddressIds: [];
  billingAddressIds: [];
  stores: [];
  customerGroupAssignments: [];
  isEmailVerified: boolean;
  authenticationMode: string;
}

const MINUTE_MS = 60_000;
const BEGIN_MS = Date.parse('2026-08-04T09:00:00.000Z');
const at = (minute: number): string => new Date(BEGIN_MS + minute * MINUTE_MS).toISOString();

/** Ids spread over the whole space; the smallest numbers do not have the smallest ids. */
const idOf = (number: number): string => {
  const head = ((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0');
  return `${head}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
};

/** Customer `number` was changed in minute `number`. */
export const suiteCustomer = (number: number, more: Partial<SuiteCustomer> = {}): SuiteCustomer => ({
  id: idOf(number),
  version: 1,
  createdAt: at(0),
  createdBy: { clientId: 'shop', isPlatformClient: false },
  lastModifiedAt: at(number),
  lastModifiedBy: { clientId: 'shop', isPlatformClient: false },
  email: `customer-${number}@example.com`,
  password: 'hash==',
  firstName: `First ${number}`,
  addresses: [],
  shippingAddressIds: [],
  billingAddressIds: [],
  stores: [],
  customerGroupAssignments: [],
  isEmailVerified: true,
  authenticationMode: 'Password',
  ...more,
});

const COUNT = 57;
const numbers = Array.from({ length: COUNT }, (_, number) => number);
const idsOf = (some: readonly number[]): string[] => some.map(idOf).sort();

/** What the source promises, whoever answers: the same tests against each endpoint, over real HTTP. */
export function describeSource(name: string, start: () => Promise<SourceEndpoint>): void {
  describe(`the commercetools source against ${name}`, () => {
    let endpoint: SourceEndpoint;
    let open: SourceUnderTest;

    const readPage = (query: Partial<SourcePageQuery>) =>
      open.source.readPage({ resource: 'customers', window: {}, range: {}, limit: 10, ...query }, within(30_000));

    /** A lane from end to end. `between` runs after each page, as the world goes on. */
    const walk = async (query: Partial<SourcePageQuery>, between: () => Promise<void> = async () => undefined) => {
      const records: SourceRecord[] = [];
      const limit = query.limit ?? 10;
      for (let after = query.after; ; ) {
        const page = await readPage({ ...query, limit, ...(after !== undefined && { after }) });
        records.push(...page.records);
        after = page.records.at(-1)?.id;
        if (page.records.length < limit) return records.map(({ id }) => id);
        await between();
      }
    };

    beforeAll(async () => {
      endpoint = await start();
      open = openSource(endpoint.url);
      await endpoint.put(
        'customers',
        numbers.map((number) => suiteCustomer(number)),
      );
    });
    afterAll(async () => {
      await open.close();
      await endpoint.close();
    });

    it('walks a collection page by page, each record once, in order of id', async () => {
      expect(await walk({})).toEqual(idsOf(numbers));
    });

    it('ends also where the last page is exactly full', async () => {
      expect(await walk({ window: { to: at(20) } })).toEqual(idsOf(numbers.slice(0, 20)));
    });

    it('takes the beginning of a window and leaves its end', async () => {
      expect(await walk({ window: { from: at(10), to: at(15) } })).toEqual(idsOf([10, 11, 12, 13, 14]));
    });

    it('finds nothing in an empty window', async () => {
      const { records, calls } = await readPage({ window: { from: at(1_000), to: at(1_001) } });
      expect({ records, calls }).toEqual({ records: [], calls: 1 });
    });

    it.each([1, 2, 3, 8])('reads each record exactly once in %d lanes', async (count) => {
      const lanes = await Promise.all(cutRanges(count).map((range) => walk({ range })));
      expect(lanes.flat()).toEqual(idsOf(numbers));
    });

    it('takes the start of a range and leaves its end', async () => {
      const [first, second, third] = idsOf(numbers);
      const range: LaneRange = { start: first ?? '', end: third ?? '' };
      expect(await walk({ range })).toEqual([first, second]);
    });

    it('goes on behind the place it is given', async () => {
      const ids = idsOf(numbers);
      expect(await walk({ after: ids[40] ?? '' })).toEqual(ids.slice(41));
    });

    it('keeps a predicate with an alternative inside its window', async () => {
      const where = 'firstName = "First 3" or firstName = "First 12" or firstName = "First 40"';
      expect(await walk({ where, window: { from: at(10), to: at(30) } })).toEqual(idsOf([12]));
    });

    it('probes how many there are, by the clock of the other side', async () => {
      const before = Math.floor(Date.now() / 1000) * 1000;
      const { serverNow, estimate, calls } = await open.source.probe({
        resource: 'customers',
        window: { from: at(10), to: at(30) },
      });
      expect({ estimate, calls }).toEqual({ estimate: 20, calls: 1 });
      expect(Date.parse(serverNow)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(serverNow)).toBeLessThanOrEqual(Date.now());
    });

    it('reads records by id and leaves out those that are gone', async () => {
      const asked = [idOf(5), 'ffffffff-0000-4000-8000-00000000dead', idOf(3)];
      const { records } = await open.source.readByIds('customers', asked, within(30_000));
      expect(records.map(({ id }) => id)).toEqual(idsOf([3, 5]));
    });

    it('hands records over as they are, without the password hash', async () => {
      const { password: _, ...expected } = suiteCustomer(7);
      const { records, bytes } = await open.source.readByIds('customers', [idOf(7)], within(30_000));
      expect(records).toEqual([expected]);
      expect(bytes).toBeGreaterThan(JSON.stringify(records).length);
    });

    it('reads the settings of the project', async () => {
      const { project, calls } = await open.source.readProject();
      expect({ key: project.key, model: project.productCatalogModel, calls }).toEqual({
        key: PROJECT_KEY,
        model: 'Classic',
        calls: 1,
      });
      expect(Array.isArray(project.currencies)).toBe(true);
    });

    it('reads what changed last, under a predicate of its own', async () => {
      const query = { resource: 'customers', window: {}, where: 'id in :ids' } as const;
      const parameters = { 'var.ids': numbers.slice(0, 9).map(idOf) };
      const { records } = await open.source.readLatest({ ...query, parameters }, 4, within(30_000));
      expect(records).toHaveLength(4);
      expect(records.every(({ id }) => parameters['var.ids'].includes(id))).toBe(true);
    });

    it('loses nothing of what changes during a walk: it leaves this window and is in the next', async () => {
      const window = { from: at(0), to: at(100) };
      const victims = [4, 17, 30, 31, 44, 56];
      const changed: number[] = [];
      const first = await walk({ window, limit: 7 }, async () => {
        const number = victims.shift();
        if (number === undefined) return;
        changed.push(number);
        await endpoint.put('customers', [suiteCustomer(number, { version: 2, lastModifiedAt: at(100 + number) })]);
      });
      const second = await walk({ window: { from: window.to, to: at(200) } });
      expect(second).toEqual(idsOf(changed));
      expect([...new Set([...first, ...second])].sort()).toEqual(idsOf(numbers));
      expect(new Set(first).size).toBe(first.length);
    });
  });
}
