import { describe, expect, it } from '@jest/globals';
import type { FieldRule, StreamMapping } from '../../../shared/domain/stream-mapping.ts';
import type { Tenant } from '../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../shared/ports.ts';
import type { MappedRecord, Stream } from '../../../shared/streams/stream.ts';
import { streamsOf } from '../../../shared/streams/streams-of.ts';
import { ACME } from '../../support/world.ts';

const AT = '2026-03-01T12:00:00.000Z';
const rule = (to: string, more: Partial<FieldRule> = {}): FieldRule => ({
  to,
  enabled: true,
  whenNull: 'skip',
  ...more,
});
const tenantWith = (mappings: Record<string, StreamMapping>): Tenant => ({
  ...ACME,
  streams: { customers: true, guests: true, orders: true },
  catalogs: [
    {
      name: 'main',
      collection: 'Catalog_main',
      locales: ['de', 'en'],
      currency: 'EUR',
      urlTemplate: 'https://shop.example.com/{id}',
      level: 'variant',
      disableLimitShare: 0.2,
    },
  ],
  mappings,
});
const streamOf = (name: string, mappings: Record<string, StreamMapping>): Stream => {
  const stream = streamsOf(tenantWith(mappings)).find((each) => each.name === name);
  if (!stream) throw new Error(`There is no stream ${name}.`);
  return stream;
};
const map = (stream: Stream, record: object): MappedRecord | undefined =>
  stream.mapRecord({ id: 'id-1', version: 1, lastModifiedAt: AT, ...record } as SourceRecord, AT)[0];
const sent = (mapped: MappedRecord | undefined) =>
  mapped?.outcome === 'send' ? JSON.parse(mapped.submission.json) : mapped;

describe('customers as a tenant maps them', () => {
  const ada = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', dateOfBirth: '1990-12-10' };

  it('have further fields, others renamed, others switched off; the rest stays as it is', () => {
    const stream = streamOf('customers', {
      customers: {
        fields: [
          rule('BIRTHDAY', { instead: 'DOB' }),
          rule('FULLNAME', { enabled: false }),
          rule('VIP', { from: 'custom.fields.vip', type: 'Boolean' }),
          rule('POINTS', { from: 'custom.fields.points', type: 'Numeric' }),
        ],
      },
    });
    expect(sent(map(stream, { ...ada, custom: { fields: { vip: false, points: 0 } } })).dataFields).toEqual({
      FIRSTNAME: 'Ada',
      LASTNAME: 'Lovelace',
      BIRTHDAY: '1990-12-10T12:00:00Z',
      CUSTOMER_ID: 'id-1',
      VIP: false,
      POINTS: 0,
    });
    expect(stream.writes).toMatchObject({
      fields: [
        { name: 'FIRSTNAME', type: 'String' },
        { name: 'LASTNAME', type: 'String' },
        { name: 'BIRTHDAY', type: 'Date' },
        { name: 'CUSTOMER_ID', type: 'String' },
        { name: 'VIP', type: 'Boolean' },
        { name: 'POINTS', type: 'Numeric' },
      ],
    });
  });

  it.each([
    [true, 'YES'],
    [false, 'NO'],
    [undefined, 'NO'],
    ['perhaps', 'NO'],
  ])('say for a newsletter field of %s: %s', (newsletter, said) => {
    const stream = streamOf('customers', {
      customers: {
        fields: [
          rule('NEWSLETTER_SUBSCRIBE', {
            from: 'custom.fields.newsletter',
            type: 'String',
            values: { true: 'YES', false: 'NO' },
            default: 'NO',
          }),
        ],
      },
    });
    const mapped = map(stream, { ...ada, custom: { fields: { newsletter } } });
    expect(sent(mapped).dataFields.NEWSLETTER_SUBSCRIBE).toBe(said);
  });

  it('leave a field alone, empty it, or send an empty text where there is no value', () => {
    const stream = streamOf('customers', {
      customers: {
        fields: [
          rule('A', { from: 'a', type: 'String' }),
          rule('B', { from: 'b', type: 'Numeric', whenNull: 'clear' }),
          rule('C', { from: 'c', type: 'String', whenNull: 'send' }),
          rule('D', { from: 'd', type: 'String', values: { x: 'y' } }),
        ],
      },
    });
    const mapped = map(stream, { ...ada, d: 'z' });
    expect(sent(mapped).dataFields).toMatchObject({ B: null, C: '' });
    expect(sent(mapped).dataFields).not.toHaveProperty('A');
    expect(sent(mapped).dataFields).not.toHaveProperty('D');
    expect(mapped).toMatchObject({ flags: ['D.notInValues'] });
  });

  it.each([
    [false, true],
    ['no', true],
    [0, true],
    [true, false],
    [undefined, false],
    [null, false],
    ['', false],
    ['unknown', false],
    [{}, false],
  ])('are unsubscribed by a consent field of %j: %s, and never subscribed', (consent, isUnsubscribed) => {
    const stream = streamOf('customers', { customers: { fields: [], optIn: 'custom.fields.consent' } });
    const { channelProperties } = sent(map(stream, { ...ada, custom: { fields: { consent } } }));
    expect(channelProperties).toEqual(isUnsubscribed ? { email: { status: 'unsubscribed' } } : undefined);
  });

  it('are left out and counted when the filter does not let them pass, and asked for by the predicate', () => {
    const stream = streamOf('customers', {
      customers: { fields: [], filter: "stores[?key == 'germany']", where: 'customerGroup is defined' },
    });
    expect(map(stream, { ...ada, stores: [] })).toEqual({ outcome: 'skip', reason: 'filtered' });
    expect(map(stream, { ...ada, stores: [{ key: 'germany' }] })).toMatchObject({ outcome: 'send' });
    expect(stream.reads.where).toBe('customerGroup is defined');
  });

  it('go on where an expression cannot work on a record that lacks what it needs', () => {
    const tags = "joined(', ', custom.fields.tags)";
    const fields = [
      rule('TAGS', { from: tags, type: 'String' }),
      rule('TAGGED', { from: tags, type: 'String', values: { gold: 'GOLD' }, default: 'NONE' }),
    ];
    const stream = streamOf('customers', { customers: { fields, optIn: 'custom.fields.no || length(none)' } });
    const mapped = map(stream, ada);
    expect(mapped).toMatchObject({ outcome: 'send', flags: ['TAGS.notEvaluated'] });
    expect(sent(mapped).dataFields).toMatchObject({ TAGGED: 'NONE' });
    expect(sent(mapped)).not.toHaveProperty('channelProperties');
    const tagged = map(stream, { ...ada, custom: { fields: { tags: ['gold'] } } });
    expect(sent(tagged).dataFields).toMatchObject({ TAGS: 'gold', TAGGED: 'GOLD' });

    const filtered = streamOf('customers', {
      customers: { fields: [], filter: "contains(custom.fields.tags, 'gold')" },
    });
    expect(map(filtered, ada)).toEqual({ outcome: 'skip', reason: 'filtered' });
  });
});

describe('guests and orders as a tenant maps them', () => {
  const order = {
    customerEmail: 'guest@example.com',
    createdAt: AT,
    orderState: 'Open',
    locale: 'de',
    totalPrice: { type: 'centPrecision', currencyCode: 'EUR', centAmount: 500, fractionDigits: 2 },
    lineItems: [],
    billingAddress: { firstName: 'Grace', lastName: 'Hopper' },
    custom: { fields: { channel: { key: 'web', label: { de: 'Netz', en: 'Web' } }, gift: false } },
  };
  const mappings = {
    guests: {
      fields: [
        rule('CHANNEL', { from: 'localized(custom.fields.channel)', type: 'String' }),
        rule('FULLNAME', { enabled: false }),
      ],
      where: "store(key='web')",
    },
    orders: {
      fields: [
        rule('sales_channel', { from: 'localized(custom.fields.channel)', type: 'String' }),
        rule('is_gift', { from: 'custom.fields.gift', type: 'Boolean' }),
        rule('shipped_on', { from: 'custom.fields.shippedOn', type: 'Date' }),
        rule('payment_state', { enabled: false }),
        rule('weight', { from: 'locale', type: 'Numeric' }),
      ],
      filter: "orderState != 'Cancelled'",
      where: "store(key='web')",
    },
  } satisfies Record<string, StreamMapping>;

  it('guests carry what their order tells', () => {
    const stream = streamOf('guests', mappings);
    expect(sent(map(stream, order)).dataFields).toEqual({ FIRSTNAME: 'Grace', LASTNAME: 'Hopper', CHANNEL: 'Netz' });
    expect(stream.reads.where).toBe("(customerId is not defined) and (store(key='web'))");
  });

  it('orders have properties of their declared type or not at all', () => {
    const stream = streamOf('orders', mappings);
    const custom = { fields: { ...order.custom.fields, shippedOn: '2026-02-03' } };
    const mapped = map(stream, { ...order, custom, paymentState: 'Paid' });
    expect(sent(mapped).json).toMatchObject({
      sales_channel: 'Netz',
      is_gift: false,
      shipped_on: '2026-02-03T12:00:00.000Z',
      order_total: 5,
    });
    expect(sent(mapped).json).not.toHaveProperty('payment_state');
    expect(mapped).toMatchObject({ flags: expect.arrayContaining(['weight.notANumber']) });
    expect(map(stream, { ...order, orderState: 'Cancelled' })).toEqual({ outcome: 'skip', reason: 'filtered' });
  });

  it('the contact that an order brings along is mapped as guests are', () => {
    const contact = streamOf('orders', mappings).contacts?.contactOf({
      id: 'o',
      version: 1,
      lastModifiedAt: AT,
      ...order,
    });
    expect(JSON.parse(contact?.json ?? '{}').dataFields).toMatchObject({ CHANNEL: 'Netz' });
  });
});

describe('catalogs as a tenant maps them', () => {
  const product = {
    id: 'p-1',
    createdAt: AT,
    published: true,
    hasStagedChanges: false,
    name: { de: 'Hemd' },
    slug: { de: 'hemd' },
    masterVariant: {
      id: 1,
      sku: 'S-1',
      attributes: [{ name: 'color', value: { key: 'r', label: { de: 'Rot' } } }],
      images: [],
    },
    variants: [],
  };
  const general = {
    fields: [
      rule('color', { from: "attribute('color')", type: 'String' }),
      rule('brand', { from: "'Acme'", type: 'String' }),
    ],
  };

  it('have attributes, and one catalog may say otherwise than all', () => {
    const own = { fields: [rule('brand', { from: 'variant.sku', type: 'String' as const })] };
    const all = streamOf('products#main', { products: general });
    const one = streamOf('products#main', { products: general, 'products#main': own });
    expect(sent(map(all, product)).json).toMatchObject({ color: 'Rot', brand: 'Acme' });
    expect(sent(map(one, product)).json).toMatchObject({ color: 'Rot', brand: 'S-1' });
  });

  it('treat what the filter leaves out as not on sale, in the sweep as well', () => {
    const stream = streamOf('products#main', { products: { ...general, filter: "variant.sku != 'S-1'" } });
    const mapped = map(stream, product);
    expect(mapped).toMatchObject({ outcome: 'send', onlyIfKnown: true });
    expect(sent(mapped).json.status).toBe('Disabled');
    expect(stream.refresh?.keysOf({ version: 1, lastModifiedAt: AT, ...product })).toEqual([]);
  });
});

describe('the fingerprint of a stream', () => {
  const prints = (mappings: Record<string, StreamMapping>) =>
    Object.fromEntries(streamsOf(tenantWith(mappings)).map(({ name, fingerprint }) => [name, fingerprint]));

  it('changes with its own mapping and with no other', () => {
    const before = prints({});
    const after = prints({ customers: { fields: [rule('VIP', { from: 'key', type: 'String' })] } });
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(['customers']);
    const filtered = prints({ 'products#main': { fields: [], filter: 'key' } });
    expect(Object.keys(before).filter((name) => before[name] !== filtered[name])).toEqual([
      'products#main',
      'inventory#main',
      'prices#main',
    ]);
    expect(prints({})).toEqual(before);
  });
});
