import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TooMuchError } from '../../shared/domain/errors.ts';
import { inventoryStream } from '../../shared/streams/inventory.ts';
import { readInPortions } from '../../shared/streams/portions.ts';
import { resolveSkus } from '../../shared/streams/sku-rows.ts';
import { testCatalog, testVariant } from '../unit/mapping/catalog-fixture.ts';
import { productOf, rowOf, sentBy, testTenant } from '../unit/streams/catalog-fixture.ts';
import { deadline, ScriptedSource } from '../unit/streams/scripted-source.ts';
import { hostileSku } from './catalog-hostile.ts';

const products = fc
  .uniqueArray(hostileSku, { maxLength: 30 })
  .chain((skus) =>
    fc.record({
      skus: fc.constant(skus),
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 }),
    }),
  )
  .map(({ skus, sizes }) => {
    const made = [];
    for (let at = 0, i = 0; at < skus.length; i++) {
      const size = sizes[i] ?? 1;
      const [masterVariant, ...variants] = skus.slice(at, at + size).map((sku, n) => testVariant(n + 1, { sku }));
      made.push(productOf(`p${String(i).padStart(3, '0')}`, 1, { masterVariant, variants }));
      at += size;
    }
    return { skus, made };
  });

describe('rows that name a SKU', () => {
  it('each lead to the record of their SKU or are counted as why not', async () => {
    const strangers = fc.array(fc.oneof(hostileSku, fc.jsonValue()), { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(
        products,
        strangers,
        fc.infiniteStream(fc.boolean()),
        async ({ skus, made }, others, isNamed) => {
          const named = skus.filter(() => isNamed.next().value === true);
          const repeated = named.filter(() => isNamed.next().value === true);
          const rows = [...named, ...others, ...repeated].map((sku, i) =>
            rowOf(`row-${i}`, { sku, availableQuantity: i }),
          );
          const resolved = await resolveSkus(rows, testCatalog(), new ScriptedSource(made), deadline);

          const sent = sentBy(inventoryStream(testTenant(), testCatalog()), resolved);
          const skipped = Object.values(resolved.skipped).reduce((sum, n) => sum + n, 0);
          expect(sent.size + skipped).toBe(rows.length);
          const wanted = new Set(
            rows.map(({ sku }) => sku).filter((sku) => typeof sku === 'string' && skus.includes(sku)),
          );
          const known = [...wanted].filter((sku) => typeof sku === 'string' && sku !== '' && sku.isWellFormed());
          expect(sent.size).toBe(known.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('values read in portions', () => {
  it('are all read once and in order, in addresses of bearable length, whenever an answer is too much', async () => {
    const values = fc.array(fc.string({ unit: 'grapheme', maxLength: 256 }), { maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(values, fc.infiniteStream(fc.boolean()), async (all, isTooMuch) => {
        const read: string[] = [];
        let attempts = 0;
        const { calls } = await readInPortions(all, async (portion) => {
          attempts += 1;
          expect(portion.length).toBeLessThanOrEqual(100);
          const chars = portion.map((value) => `&var.skus=${encodeURIComponent(value)}`).join('').length;
          if (portion.length > 1) expect(chars).toBeLessThanOrEqual(6000);
          if (portion.length > 1 && isTooMuch.next().value === true)
            throw new TooMuchError('Too much.', { code: 'test' });
          read.push(...portion);
          return { records: [], calls: 1 };
        });
        expect(read).toEqual(all);
        expect(calls).toBe(attempts);
      }),
      { numRuns: 500 },
    );
  });
});
