import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OrderSettings } from '../../shared/domain/tenant.ts';
import { addressProperties } from '../../shared/mapping/order/address.ts';
import { compileOrderContact } from '../../shared/mapping/order/contact.ts';
import { LINE_PROPERTIES } from '../../shared/mapping/order/lines.ts';
import { compileOrder } from '../../shared/mapping/order/map-order.ts';
import { ORDER_PROPERTIES } from '../../shared/mapping/order/properties.ts';
import { ORDER_FLAGS } from '../../shared/mapping/order/reading.ts';
import { hostileOrder } from './order-hostile.ts';

const RUNS = { numRuns: 2000 };
const DIALECTS = ['snake_case', 'camelCase'] as const;

const SETTINGS: OrderSettings = {
  collection: 'Orders',
  dialect: 'snake_case',
  statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
  locales: ['en'],
};

const ID = '7b1f0c52-3a7e-4f0e-9b0a-5d1f4c2e8a11';

const mapperOf = (dialect: OrderSettings['dialect']) => compileOrder({ ...SETTINGS, dialect }, 'variant');
const mappers = { snake_case: mapperOf('snake_case'), camelCase: mapperOf('camelCase') };

/** What Marketing would be sent; `undefined` for an order that is skipped or rejected. */
function recordOf(
  order: Record<string, unknown>,
  dialect: OrderSettings['dialect'],
): Record<string, unknown> | undefined {
  const mapped = mappers[dialect](ID, order);
  return mapped.outcome === 'send' ? JSON.parse(mapped.submission.json).json : undefined;
}

const jsonType = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** Everything that Marketing would refuse, or refuse in a later record, with the path of properties that leads to it. */
function* faults(value: unknown, types: Map<string, string>, path = ''): Generator<string> {
  if (jsonType(value) !== types.get(path)) yield `${path} is ${jsonType(value)}`;
  if (Array.isArray(value)) {
    if (value.length === 0) yield `${path} is empty`;
    for (const element of value) yield* faults(element, types, `${path}[]`);
  } else if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    if (names.length === 0) yield `${path} is empty`;
    for (const name of names) if (!/^[A-Za-z0-9_-]+$/.test(name)) yield `${path} has ${name}`;
    for (const [name, inner] of Object.entries(value)) yield* faults(inner, types, `${path}.${name}`);
  } else if (typeof value === 'string') {
    if (value.trim() === '' || value.length > 1000 || !value.isWellFormed()) yield `${path} is not text`;
  } else if (typeof value === 'number' && !(Math.abs(value) < 1e18)) yield `${path} is too large`;
}

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** One JSON type for each path, as the tables promise it. No path is a list in a list. */
function promisedTypes(dialect: OrderSettings['dialect']): Map<string, string> {
  const types = new Map([
    ['', 'object'],
    ['.products[]', 'object'],
  ]);
  const jsonTypes: Record<string, string> = { date: 'string', 'list of objects': 'list' };
  const add = (prefix: string, table: readonly { names: Record<string, string>; type: string }[]) => {
    for (const { names, type } of table) types.set(`${prefix}.${names[dialect]}`, jsonTypes[type] ?? type);
  };
  const isSnake = dialect === 'snake_case';
  add('', ORDER_PROPERTIES);
  add('.products[]', LINE_PROPERTIES);
  add(isSnake ? '.billing_address' : '.billingAddress', addressProperties('billing'));
  add(isSnake ? '.delivery_address' : '.deliveryAddress', addressProperties('delivery'));
  return types;
}

describe('hostile orders', () => {
  it('never make the mapping throw, and end in an outcome with known words', () => {
    const codes = ['InvalidClientKey', 'OrderWithoutTotal', 'OrderWithoutDate'];
    fc.assert(
      fc.property(fc.oneof(fc.constant(ID), fc.string()), hostileOrder, (id, order) => {
        const mapped = mappers.snake_case(id, order);
        if (mapped.outcome === 'skip') expect(mapped.reason).toBe('noEmail');
        else if (mapped.outcome === 'reject') expect(codes).toContain(mapped.code);
        else for (const flag of mapped.flags) expect(Object.keys(ORDER_FLAGS)).toContain(flag);
      }),
      RUNS,
    );
  });

  it('are sent often enough for what follows to mean something', () => {
    const sent = fc.sample(hostileOrder, { numRuns: 500, seed: 1 }).filter((order) => recordOf(order, 'snake_case'));
    expect(sent.length).toBeGreaterThan(250);
  });

  it.each(DIALECTS)('keep types and limits for ever, in %s', (dialect) => {
    const types = promisedTypes(dialect);
    fc.assert(
      fc.property(hostileOrder, (order) => {
        const record = recordOf(order, dialect);
        expect(record ? [...faults(record, types)] : []).toEqual([]);
      }),
      RUNS,
    );
  });

  it('show every property now and then, so that its type was really looked at', () => {
    const seen = new Set<string>();
    for (const order of fc.sample(hostileOrder, { numRuns: 1500, seed: 1 })) {
      const record = recordOf(order, 'snake_case') ?? {};
      for (const name of Object.keys(record)) seen.add(name);
    }
    expect([...seen].sort()).toEqual(ORDER_PROPERTIES.map(({ names }) => names.snake_case).sort());
  });

  it('have what the platform cannot do without', () => {
    fc.assert(
      fc.property(hostileOrder, (order) => {
        const record = recordOf(order, 'snake_case');
        if (!record) return;
        expect(record).toMatchObject({
          id: ID,
          order_total: expect.any(Number),
          purchase_date: expect.stringMatching(DATE),
        });
        expect(record.currency).toMatch(/^[A-Z]{3}$/);
      }),
      RUNS,
    );
  });

  it('say the same in both dialects', () => {
    const renamed = new Map(ORDER_PROPERTIES.map(({ names }) => [names.snake_case, names.camelCase]));
    fc.assert(
      fc.property(hostileOrder, (order) => {
        const snake = recordOf(order, 'snake_case');
        const entries = snake && Object.entries(snake).map(([name, value]) => [renamed.get(name), value]);
        expect(recordOf(order, 'camelCase')).toEqual(entries && Object.fromEntries(entries));
      }),
      RUNS,
    );
  });

  it('make contacts of texts only, and none with a consent', () => {
    fc.assert(
      fc.property(hostileOrder, (order) => {
        const contact = compileOrderContact(7)(ID, order)?.submission;
        if (!contact) return;
        const { dataFields, ...rest } = JSON.parse(contact.json);
        expect(Object.keys(rest).sort()).toEqual(['identifiers', 'lists', 'matchIdentifier']);
        expect(contact.handle).toBe(rest.identifiers.email);
        for (const [name, value] of Object.entries<string>(dataFields)) {
          expect(['FIRSTNAME', 'LASTNAME', 'FULLNAME']).toContain(name);
          expect(value.trim()).not.toBe('');
          expect(value.length).toBeLessThanOrEqual(1000);
        }
      }),
      RUNS,
    );
  });
});

describe('the dialects', () => {
  it('are never mixed', () => {
    for (const { names } of ORDER_PROPERTIES) {
      expect(names.snake_case).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(names.camelCase).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    }
  });
});
