import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DynamoConfigItemStore } from '../../../shared/adapters/dynamodb/config-item-store.ts';
import { DynamoManifestStore } from '../../../shared/adapters/dynamodb/manifest-store.ts';
import { DynamoRejectionStore } from '../../../shared/adapters/dynamodb/rejection-store.ts';
import { DynamoTenantStore } from '../../../shared/adapters/dynamodb/tenant-store.ts';
import { type LocalTables, startLocalTables } from '../../support/local-tables.ts';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-02T12:00:00.000Z';
const SETTINGS = {
  commercetools: { projectKey: 'acme-shop', region: 'europe-west1.gcp' },
  marketing: { region: 'r1', listId: 7 },
};
let tables: LocalTables;

beforeAll(async () => {
  tables = await startLocalTables();
});
afterAll(() => tables.close());

describe('rejections', () => {
  const seen = (at: string) => ({ tenantId: 'acme', stream: 'customers', runId: 'r1', at });

  it('keep when they were first seen and how often', async () => {
    const store = new DynamoRejectionStore(tables.state);
    await store.putRejections([{ id: 'a', code: 'InvalidEmail' }], seen(AT));
    await store.putRejections([{ id: 'a', code: 'Duplicate' }], seen(LATER));
    const [rejection] = await store.listRejections('acme');
    expect(rejection).toEqual({
      tenantId: 'acme',
      stream: 'customers',
      id: 'a',
      code: 'Duplicate',
      runId: 'r1',
      firstSeen: AT,
      lastSeen: LATER,
      times: 2,
    });
  });

  it('are found by stretch of ids, its beginning excluded and its end included', async () => {
    const store = new DynamoRejectionStore(tables.state);
    const ids = ['b1', 'b2', 'b3', 'b4'];
    const context = { ...seen(AT), stream: 'products#main' };
    await store.putRejections(
      ids.map((id) => ({ id, code: 'x' })),
      context,
    );
    await store.putRejections([{ id: 'b2', code: 'x' }], { ...seen(AT), stream: 'products' });
    expect(await store.listRejectedIds('acme', 'products#main', 'b1', 'b3')).toEqual(['b2', 'b3']);
    expect(await store.listRejectedIds('acme', 'products#main', undefined, undefined)).toEqual(ids);
    await store.deleteRejections('acme', 'products#main', ['b2', 'b3']);
    expect(await store.listRejectedIds('acme', 'products#main', undefined, undefined)).toEqual(['b1', 'b4']);
  });

  it('are listed in the order of their ids, from one on', async () => {
    const store = new DynamoRejectionStore(tables.state);
    await store.putRejections(
      ['c', 'a', 'd', 'b'].map((id) => ({ id, code: 'x' })),
      { ...seen(AT), tenantId: 'listed' },
    );
    const list = async (after: string | undefined, limit: number) =>
      (await store.listRejectionsAfter('listed', 'customers', after, limit)).map(({ id }) => id);
    expect(await list(undefined, 2)).toEqual(['a', 'b']);
    expect(await list('b', 2)).toEqual(['c', 'd']);
    expect(await list('d', 2)).toEqual([]);
  });

  it('of a whole page are stored, hundreds at a time', async () => {
    const store = new DynamoRejectionStore(tables.state);
    const many = Array.from({ length: 300 }, (_, i) => ({ id: `id-${i}`, code: 'x' }));
    await store.putRejections(many, { ...seen(AT), tenantId: 'many' });
    expect(await store.listRejections('many')).toHaveLength(300);
  });
});

describe('manifests', () => {
  it('of a full page come back as they went in, and fit an item', async () => {
    const store = new DynamoManifestStore(tables.state);
    const manifest = Array.from({ length: 5000 }, (_, i) => `digest-${i} ${crypto.randomUUID()}`).join('\n');
    const key = { tenantId: 'acme', manifestId: 'm1' };
    await store.putManifest(key, manifest, AT);
    expect(await store.getManifest(key)).toBe(manifest);
    await store.deleteManifest(key);
    expect(await store.getManifest(key)).toBeUndefined();
  });
});

describe('tenants', () => {
  const storeAt = (clock: { ms: number }) => new DynamoTenantStore(tables.config, 'sync', () => clock.ms);
  const put = (tenantId: string, content: object) => tables.config.put({ tenantId, item: 'settings' }, { ...content });

  it('that cannot be read are named with what is wrong and stop no other', async () => {
    await put('good', SETTINGS);
    await put('bad', { ...SETTINGS, marketing: { region: 'r1', listId: 'seven' } });
    const { tenants, invalid } = await storeAt({ ms: 0 }).listTenants();
    expect(tenants.map(({ tenantId }) => tenantId)).toContain('good');
    expect(invalid).toEqual([
      { tenantId: 'bad', problems: ['settings marketing.listId must be the number of a list in Marketing'] },
    ]);
  });

  it('whose last edit is invalid go on with the last valid version, and are still named', async () => {
    await put('edited', {
      ...SETTINGS,
      marketing: { region: 'mars' },
      lastValid: { ...SETTINGS, tenantId: 'edited', item: 'settings' },
    });
    const { tenants, invalid } = await storeAt({ ms: 0 }).listTenants();
    expect(tenants.find(({ tenantId }) => tenantId === 'edited')?.marketing.listId).toBe(7);
    expect(invalid.map(({ tenantId }) => tenantId)).toContain('edited');
  });

  it('are read again after half a minute, so that a pause takes effect', async () => {
    const clock = { ms: 0 };
    const store = storeAt(clock);
    await put('paused', { ...SETTINGS, enabled: true });
    expect((await store.getTenant('paused'))?.enabled).toBe(true);
    await put('paused', { ...SETTINGS, enabled: false });
    clock.ms = 29_000;
    expect((await store.getTenant('paused'))?.enabled).toBe(true);
    clock.ms = 31_000;
    expect((await store.getTenant('paused'))?.enabled).toBe(false);
  });
});

describe('a tenant asked for as it is now', () => {
  it('is read again, however short a time ago that was done', async () => {
    const key = { tenantId: 'fresh', item: 'settings' };
    const store = new DynamoTenantStore(tables.config, 'sync', () => 0);
    await tables.config.put(key, { ...SETTINGS, enabled: true });
    await store.getTenant('fresh');
    await tables.config.put(key, { ...SETTINGS, enabled: false });
    expect((await store.getTenant('fresh', true))?.enabled).toBe(false);
  });
});

describe('a verdict', () => {
  const verdict = { status: 'valid' as const, problems: [], warnings: [], checkedContent: 'x', checkedAt: AT };

  it('is written beside what a person wrote', async () => {
    const key = { tenantId: 'judged', item: 'settings' };
    await tables.config.put(key, { ...SETTINGS });
    await new DynamoConfigItemStore(tables.config).putVerdict(key, verdict);
    expect(await tables.config.get(key)).toEqual({ ...key, ...SETTINGS, ...verdict });
  });

  it('does not bring a deleted item back', async () => {
    const key = { tenantId: 'deleted', item: 'settings' };
    await new DynamoConfigItemStore(tables.config).putVerdict(key, verdict);
    expect(await tables.config.get(key)).toBeUndefined();
  });
});
