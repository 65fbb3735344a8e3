import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../http/exchange.ts';
import { customers } from '../resources/customers.ts';
import { compileTest } from './evaluate.ts';
import { compileFilter } from './filter.ts';
import { parsePredicate } from './parse.ts';

const CUSTOMER: JsonObject = {
  id: 'b0',
  version: 3,
  createdAt: '2024-01-01T10:00:00.000Z',
  lastModifiedAt: '2024-03-01T10:00:00.50Z',
  email: 'ann@example.com',
  firstName: 'Ann "A"',
  isEmailVerified: true,
  addresses: [
    { country: 'DE', city: 'Bonn' },
    { country: 'GB', city: 'Leeds' },
  ],
  shippingAddressIds: ['one', 'two'],
  stores: [],
  custom: {
    type: { typeId: 'type', id: 't' },
    fields: { newsletter: true, points: 7, 'tier-name': 'gold', tags: ['x', 'y'] },
  },
};

const holds = (predicate: string, variables: Record<string, string[]> = {}): boolean =>
  compileTest(parsePredicate(predicate), customers.fields, new Map(Object.entries(variables)))(CUSTOMER);

describe('a predicate', () => {
  it.each([
    'id = "b0"',
    'id > "b" and id<"b1"',
    'version >= 3',
    'version <> 4',
    'isEmailVerified = true',
    'firstName = "Ann \\"A\\""',
    'firstName = "\\u0041nn \\"A\\""',
    'lastModifiedAt = "2024-03-01T10:00:00.500Z"',
    'lastModifiedAt > "2024-03-01T10:59:00+01:00"',
    'createdAt < "2024-01-02"',
    'id in ("a", "b0")',
    'id not in ("a", "b1")',
    'shippingAddressIds contains any ("three", "two")',
    'shippingAddressIds contains all ("one", "two")',
    'shippingAddressIds = "two"',
    'stores is empty',
    'addresses is not empty',
    'lastName is not defined',
    'email is defined',
    'lastName != "Miller"',
    'addresses(city = "Leeds" and country = "GB")',
    'custom(fields(newsletter = true and points > 6))',
    'custom(fields(`tier-name` = "gold"))',
    'custom(fields(tags = "y"))',
    'not (id = "a")',
    'not(not(id = "b0"))',
    'id = "b0" or id = "a" and version = 99',
  ])('holds: %s', (predicate) => {
    expect(holds(predicate)).toBe(true);
  });

  it.each([
    'id < "b0"',
    'version = 4',
    'isEmailVerified = false',
    'addresses(city = "Leeds" and country = "DE")',
    'addresses is empty',
    'shippingAddressIds contains all ("one", "three")',
    'lastName = "Miller"',
    'lastName > ""',
    'not (id = "b0")',
    '(id = "b0" or id = "a") and version = 99',
    'custom(fields(points = "7"))',
    'custom(fields(absent is defined))',
  ])('does not hold: %s', (predicate) => {
    expect(holds(predicate)).toBe(false);
  });

  it('takes variables, repeated ones as a list', () => {
    expect(holds('id > :last and version = :v', { last: ['b'], v: ['3'] })).toBe(true);
    expect(holds('id in :ids', { ids: ['a', 'b0'] })).toBe(true);
    expect(holds('id in (:ids, "c")', { ids: ['a'] })).toBe(false);
    expect(holds('not(lastModifiedAt < :from)', { from: ['2024-01-01T00:00:00.000Z'] })).toBe(true);
  });

  it.each([
    ['id = ', 'position 5: expected a value'],
    ['id == "a"', 'expected a value'],
    ['id "a"', 'expected an operator'],
    ['(id = "a"', 'expected ")"'],
    ['id = "a" version = 1', 'expected "and", "or" or the end'],
    ["id = 'a'", 'Syntax error at position 5'],
    ['id in "a"', 'expected "("'],
    ['id is unset', 'expected "defined" or "empty"'],
    ['nickname = "a"', "'nickname' does not exist"],
    ['addresses(planet = "a")', "'planet' does not exist"],
    ['constructor is defined', "'constructor' does not exist"],
    ['addresses = "a"', 'fields of its own'],
    ['email(a = 1)', 'no fields of its own'],
    ['email is empty', 'not a list'],
    ['version = "3"', 'takes a number'],
    ['lastModifiedAt > "yesterday"', 'ISO 8601'],
    ['id = :gone', 'var.gone'],
  ])('is refused with the reason: %s', (predicate, reason) => {
    expect(() => holds(predicate)).toThrow(reason);
  });
});

describe('a filter', () => {
  const filter = (predicate: string) => compileFilter([parsePredicate(predicate)], customers.fields, new Map());

  it('takes id and time ranges out of the predicate and leaves the rest', () => {
    const walk = filter(
      'id > "a" and (id <= "c" and lastModifiedAt >= "2024-01-01T00:00:00Z") and lastModifiedAt < "2024-01-02T00:00:00Z"',
    );
    expect(walk).toMatchObject({ idFrom: 'a', isIdFromOpen: true, idTo: 'c', isIdToOpen: false });
    expect(walk.lastModifiedAt).toEqual({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2024, 0, 2) - 1 });
    expect(walk.test).toBeUndefined();
    const rest = filter('id > "a" and not(email is defined) and stores(key = "x" or typeId = "store")');
    expect([...rest.testedPaths]).toEqual(['email', 'stores.key', 'stores.typeId']);
  });

  it('does not mistake alternatives for bounds', () => {
    expect(filter('id > "a" or lastModifiedAt > "2024-01-01T00:00:00Z"')).not.toHaveProperty('idFrom');
    expect(filter('not (id > "a")')).not.toHaveProperty('idFrom');
  });

  it('keeps the tighter of two bounds', () => {
    expect(filter('id >= "b" and id > "b" and id > "a"')).toMatchObject({ idFrom: 'b', isIdFromOpen: true });
    expect(filter('id = "b" and id < "c"')).toMatchObject({ idFrom: 'b', idTo: 'b', isIdToOpen: false });
  });
});
