import { describe, expect, it } from '@jest/globals';
import type { Catalog, Tenant } from '../../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../../shared/ports.ts';
import { guestsStream } from '../../../../shared/streams/guests.ts';
import { ordersStream } from '../../../../shared/streams/orders.ts';
import { ID, order, SETTINGS, SHIRT } from './an-order.ts';

const NOW = '2024-05-03T00:00:00.000Z';
const LIST = 345579;

const TENANT: Tenant = {
  tenantId: 'acme',
  enabled: true,
  secretName: 'sync/acme',
  commercetools: { projectKey: 'acme', apiUrl: 'https://api.example', authUrl: 'https://auth.example' },
  marketing: { apiUrl: 'https://marketing.example', listId: LIST },
  fullRunOnMappingChange: true,
  mappings: {},
  streams: { customers: true, guests: true, orders: true },
  orders: { ...SETTINGS, collection: 'Acme_Orders', dialect: 'camelCase' },
  catalogs: [],
};

const read = (changes = {}): SourceRecord => order(changes) as SourceRecord;

const sent = (mapped: readonly unknown[]): { id: string; handle: string; json: string } => {
  expect(mapped).toHaveLength(1);
  expect(mapped[0]).toMatchObject({ outcome: 'send', flags: [] });
  return (mapped[0] as { submission: { id: string; handle: string; json: string } }).submission;
};

describe('the stream of orders', () => {
  const stream = ordersStream(TENANT);

  it('reads all orders and writes them to the tenant’s collection, behind their contacts', () => {
    expect(stream).toMatchObject({
      name: 'orders',
      rejectsAs: 'orders',
      reads: { resource: 'orders' },
      requestSize: { start: 200, max: 500 },
      writes: { kind: 'insight', name: 'Acme_Orders', scope: 'contact', type: 'orders' },
      after: ['customers', 'guests'],
    });
    expect(stream.reads).not.toHaveProperty('where');
  });

  it('writes in the words of the tenant', () => {
    const { id, handle, json } = sent(stream.mapRecord(read(), NOW));
    expect([id, handle]).toEqual([ID, ID]);
    expect(JSON.parse(json).json).toMatchObject({ orderStatus: 'Pending', orderTotal: 50 });
  });

  it('names products as the first catalog does', () => {
    const catalog = (level: Catalog['level']) => ({ level }) as Catalog;
    const productId = (...catalogs: Catalog[]): unknown => {
      const { json } = sent(ordersStream({ ...TENANT, catalogs }).mapRecord(read(), NOW));
      return JSON.parse(json).json.products[0].product_id;
    };
    expect(productId()).toBe(`${SHIRT}_3`);
    expect(productId(catalog('variant'), catalog('product'))).toBe(`${SHIRT}_3`);
    expect(productId(catalog('product'), catalog('variant'))).toBe(SHIRT);
  });

  it('can make the contact that an order is missing, and then only fills blanks', () => {
    expect(stream.contacts?.writes).toMatchObject({ kind: 'contact', listId: LIST, mergeOption: 'overwriteIfEmpty' });
    const contact = stream.contacts?.contactOf(read({ billingAddress: { firstName: 'Ada' } }));
    expect(contact).toMatchObject({ id: ID, handle: 'ada@example.com' });
    expect(JSON.parse(contact?.json ?? '')).toMatchObject({ dataFields: { FIRSTNAME: 'Ada' }, lists: [LIST] });
    expect(stream.contacts?.contactOf(read({ customerEmail: undefined }))).toBeUndefined();
  });
});

describe('the stream of guests', () => {
  const stream = guestsStream(TENANT);

  it('reads orders without a customer and fills the blanks of contacts with them', () => {
    expect(stream).toEqual({
      name: 'guests',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      rejectsAs: 'guests',
      reads: { resource: 'orders', where: 'customerId is not defined' },
      requestSize: { start: 200, max: 500 },
      writes: {
        kind: 'contact',
        name: 'contacts',
        listId: LIST,
        fields: [
          { name: 'FIRSTNAME', type: 'String' },
          { name: 'LASTNAME', type: 'String' },
          { name: 'FULLNAME', type: 'String' },
        ],
        mergeOption: 'overwriteIfEmpty',
      },
      after: [],
      mapRecord: expect.any(Function),
    });
  });

  it('makes a guest of an order', () => {
    const guest = read({ customerId: undefined, shippingAddress: { firstName: 'Bob', lastName: 'Hope' } });
    const { id, handle, json } = sent(stream.mapRecord(guest, NOW));
    expect([id, handle]).toEqual([ID, 'ada@example.com']);
    expect(JSON.parse(json).dataFields).toEqual({ FIRSTNAME: 'Bob', LASTNAME: 'Hope', FULLNAME: 'Bob Hope' });
  });

  it('skips who left no email', () => {
    expect(stream.mapRecord(read({ customerEmail: undefined }), NOW)).toEqual([{ outcome: 'skip', reason: 'noEmail' }]);
  });
});
