import type { Catalog, Tenant } from '../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../shared/ports.ts';
import type { ResolvedRecords, Stream } from '../../../shared/streams/stream.ts';
import { testCatalog, testProduct, testVariant } from '../mapping/catalog-fixture.ts';

export const testTenant = (catalogs: readonly Catalog[] = [testCatalog()]): Tenant => ({
  tenantId: 'acme',
  enabled: true,
  secretName: 'sync/acme',
  commercetools: { projectKey: 'acme-shop', apiUrl: 'https://api.example', authUrl: 'https://auth.example' },
  marketing: { apiUrl: 'https://marketing.example', listId: 1 },
  fullRunOnMappingChange: true,
  mappings: {},
  streams: { customers: true, guests: true, orders: true },
  orders: { collection: 'Orders', dialect: 'snake_case', statuses: ORDER_STATUSES, locales: [] },
  catalogs,
});

const ORDER_STATUSES = { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' };

/** A product whose variants have the SKUs `<id>-1`, `<id>-2` and so on. */
export const productOf = (id: string, variantCount = 1, more: Record<string, unknown> = {}): SourceRecord => ({
  ...testProduct({
    masterVariant: testVariant(1, { sku: `${id}-1` }),
    variants: Array.from({ length: variantCount - 1 }, (_, i) => testVariant(i + 2, { sku: `${id}-${i + 2}` })),
    ...more,
  }),
  id,
  version: 1,
  lastModifiedAt: '2026-01-10T09:00:00.000Z',
});

/** A row of stock or prices. */
export const rowOf = (id: string, more: Record<string, unknown>): SourceRecord => ({
  id,
  version: 1,
  lastModifiedAt: '2026-02-28T10:00:00.000Z',
  ...more,
});

/** What a stream would send for what it has resolved, by key. */
export function sentBy(stream: Stream, { records }: ResolvedRecords): Map<string, Record<string, unknown>> {
  const sent = new Map<string, Record<string, unknown>>();
  for (const record of records) {
    for (const mapped of stream.mapRecord(record, '2026-03-01T12:00:00.000Z')) {
      if (mapped.outcome !== 'send') throw new Error(`Expected a record, not ${JSON.stringify(mapped)}`);
      sent.set(mapped.submission.handle, JSON.parse(mapped.submission.json).json);
    }
  }
  return sent;
}
