import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, TransientError } from '../../../shared/domain/errors.ts';
import type { Tenant } from '../../../shared/domain/tenant.ts';
import type { Verdict } from '../../../shared/ports.ts';
import { checkConfig } from '../../../shared/workflows/check-config.ts';
import { FakeAccount } from '../../support/fake-account.ts';
import { FakeShop } from '../../support/fake-shop.ts';
import { ACME } from '../../support/world.ts';

const SETTINGS = {
  tenantId: 'acme',
  item: 'settings',
  commercetools: { projectKey: 'acme-shop', region: 'europe-west1.gcp' },
  marketing: { region: 'r1', listId: 7 },
};
const CATALOG = { name: 'main', locales: ['en'], currency: 'GBP', urlTemplate: 'https://shop.example.com/{slug}' };
const verdicts: Verdict[] = [];
let shop: FakeShop;
let account: FakeAccount;
/** What the table holds of the tenant, the edit included. */
let inTable: Tenant | undefined;
const ports = {
  tenants: { getTenant: async () => inTable },
  sourceOf: () => shop,
  sinkOf: () => account,
  configItems: {
    putVerdict: async (_: object, verdict: Verdict) => {
      verdicts.push(verdict);
    },
  },
  clock: { now: () => '2026-03-01T12:00:00.000Z', sleep: async () => undefined },
  observer: { note: () => undefined, warn: () => undefined, fail: () => undefined },
};
const check = (after: object | undefined, before?: object) =>
  checkConfig(
    {
      tenantId: 'acme',
      item: String((after as { item?: string } | undefined)?.item ?? 'settings'),
      ...(after && { after: after as Record<string, unknown> }),
      ...(before && { before: before as Record<string, unknown> }),
    },
    'sync',
    ports,
  );

beforeEach(() => {
  shop = new FakeShop();
  account = new FakeAccount();
  inTable = ACME;
  verdicts.length = 0;
});

describe('an edit', () => {
  it('that is valid is called valid and becomes the version to fall back to', async () => {
    await check(SETTINGS);
    expect(verdicts).toMatchObject([{ status: 'valid', problems: [], lastValid: SETTINGS }]);
  });

  it('that is invalid keeps the last valid version, even if the person pasted over it', async () => {
    await check({ ...SETTINGS, marketing: { region: 'r1' } }, { ...SETTINGS, lastValid: SETTINGS });
    expect(verdicts).toMatchObject([{ status: 'invalid', lastValid: SETTINGS }]);
  });

  it.each([
    [{ ...SETTINGS, marketing: { region: 'r1', listId: '7' } }, 'marketing.listId', 'number of a list'],
    [{ ...SETTINGS, marketing: { region: 'europe', listId: 7 } }, 'marketing.region', '"r1"'],
    [{ ...SETTINGS, marketing: { listId: 7 } }, 'marketing', 'needs a "region"'],
    [{ ...SETTINGS, commercetools: { region: 'europe-west1.gcp' } }, 'commercetools.projectKey', 'missing'],
    [
      { ...SETTINGS, commercetools: { projectKey: 'acme-shop', region: 'mars' } },
      'commercetools.region',
      'europe-west1.gcp',
    ],
    [
      { ...SETTINGS, catalogs: [{ ...CATALOG, urlTemplate: 'https://shop.example.com/{slug}/{colour}/{sku}' }] },
      'catalogs.0.urlTemplate',
      'has {colour}; only {slug}',
    ],
    [{ ...SETTINGS, enabled: 'yes' }, 'enabled', 'true or false'],
    [{ ...SETTINGS, enbaled: true }, '', '"enbaled"'],
    [{ ...SETTINGS, secretName: 'somebody-elses' }, 'secretName', 'must begin with "sync/"'],
    [{ ...SETTINGS, orders: { dialect: 'kebab' } }, 'orders.dialect', '"snake_case" or "camelCase"'],
    [{ ...SETTINGS, orders: { statuses: { Open: '' } } }, 'orders.statuses.Open', 'a word or two'],
    [{ ...SETTINGS, catalogs: [{ ...CATALOG, currency: 'Euro' }] }, 'catalogs.0.currency', '"EUR"'],
    [{ ...SETTINGS, catalogs: [{ ...CATALOG, locales: [] }] }, 'catalogs.0.locales', 'at least one'],
    [{ ...SETTINGS, catalogs: [{ ...CATALOG, urlTemplate: 'shop/{slug}' }] }, 'catalogs.0.urlTemplate', 'https://'],
    [{ ...SETTINGS, catalogs: [{ ...CATALOG, collection: 'Products' }] }, 'catalogs.0.collection', 'Catalog_'],
    [{ ...SETTINGS, catalogs: [CATALOG, CATALOG] }, 'catalogs.1.name', 'each needs its own'],
    [
      { ...SETTINGS, catalogs: [{ ...CATALOG, stockChannelId: 'warehouse' }] },
      'catalogs.0.stockChannelId',
      'not its key',
    ],
    [{ tenantId: 'acme', item: 'mappings' }, 'item', 'does not read'],
  ])('like %j says where and what to do', async (item, path, message) => {
    await check(item);
    expect(verdicts[0]?.status).toBe('invalid');
    const problem = verdicts[0]?.problems.find((candidate) => candidate.path === path);
    expect(problem?.message).toContain(message);
  });

  it('that is only our own verdict is not checked again', async () => {
    await check({ ...SETTINGS, status: 'valid', problems: [], checkedAt: 'x', lastValid: SETTINGS }, SETTINGS);
    expect(verdicts).toHaveLength(0);
  });

  it('that removes the verdict by hand is checked again', async () => {
    await check(SETTINGS, { ...SETTINGS, status: 'valid', checkedAt: 'x' });
    expect(verdicts).toHaveLength(1);
  });

  it('that deletes the item needs no verdict', async () => {
    await check(undefined, SETTINGS);
    expect(verdicts).toHaveLength(0);
  });
});

describe('the accounts behind an edit', () => {
  const refusal = new ConfigurationError('The data field VIP of tenant acme has the type Numeric.', {
    code: 'marketing.fieldType',
    remedy: 'Give it another name.',
  });

  it('are asked once per stream that the edit touches', async () => {
    inTable = { ...ACME, streams: { customers: true, guests: true, orders: true } };
    await check({ tenantId: 'acme', item: 'mapping#customers', fields: [] });
    expect([shop.calls, account.prepared]).toEqual([1, 1]);
    await check(SETTINGS);
    expect([shop.calls, account.prepared]).toEqual([4, 4]);
  });

  it('that cannot take it make the edit invalid, and say so once', async () => {
    inTable = { ...ACME, streams: { customers: true, guests: true, orders: false } };
    account.prepare = async () => {
      throw refusal;
    };
    await check(SETTINGS);
    expect(verdicts).toMatchObject([
      { status: 'invalid', problems: [{ path: 'account', message: `${refusal.message} Give it another name.` }] },
    ]);
    expect(verdicts[0]).not.toHaveProperty('lastValid');
  });

  it('that cannot be reached leave the edit valid, with a warning', async () => {
    shop.failures.push(new TransientError('no answer', { code: 'http.timeout' }));
    await check(SETTINGS);
    expect(verdicts).toMatchObject([
      { status: 'valid', lastValid: SETTINGS, warnings: [expect.stringContaining('http.timeout')] },
    ]);
  });

  it('of a paused tenant are left alone', async () => {
    inTable = { ...ACME, enabled: false };
    await check(SETTINGS);
    expect([shop.calls, account.prepared]).toEqual([0, 0]);
    expect(verdicts).toMatchObject([{ status: 'valid', warnings: [expect.stringContaining('paused')] }]);
  });

  it('are nobody to ask before there are settings', async () => {
    inTable = undefined;
    await check({ tenantId: 'acme', item: 'mapping#customers', fields: [] });
    expect(verdicts).toMatchObject([{ status: 'valid', warnings: [expect.stringContaining('no valid settings')] }]);
  });
});

describe('a mapping of a catalog', () => {
  it('has to be one that the settings list', async () => {
    await check({ tenantId: 'acme', item: 'mapping#products#shoes', fields: [] });
    expect(verdicts).toMatchObject([
      { status: 'invalid', problems: [{ path: 'item', message: expect.stringContaining('"shoes"') }] },
    ]);
  });
});
