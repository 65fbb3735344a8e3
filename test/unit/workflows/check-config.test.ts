import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../../shared/ports.ts';
import { checkConfig } from '../../../shared/workflows/check-config.ts';

const SETTINGS = {
  tenantId: 'acme',
  item: 'settings',
  commercetools: { projectKey: 'acme-shop', region: 'europe-west1.gcp' },
  marketing: { region: 'r1', listId: 7 },
};
const CATALOG = { name: 'main', locales: ['en'], currency: 'GBP', urlTemplate: 'https://shop.example.com/{slug}' };
const verdicts: Verdict[] = [];
const ports = {
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
