import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOG_FIELDS } from '../../shared/mapping/catalog/fields.ts';
import { disabledSubmission, keysOf, productIdOf } from '../../shared/mapping/catalog/held-record.ts';
import { compileCatalog } from '../../shared/mapping/catalog/map-product.ts';
import { type CatalogProduct, speakersOf } from '../../shared/mapping/catalog/variants.ts';
import { testCatalog, testProduct, testVariant } from '../unit/mapping/catalog-fixture.ts';
import { anyCatalog, hostileProduct } from './catalog-hostile.ts';

const JSON_TYPE = { string: 'string', number: 'number', boolean: 'boolean', date: 'string' };
const TYPES = new Map(CATALOG_FIELDS.map(({ name, type }) => [name, JSON_TYPE[type]]));
const ALWAYS_THERE = ['id', 'specialPrice', 'status', 'Currency', 'parent_id'];

interface Sent {
  key: string;
  json: Record<string, unknown>;
  flags: readonly string[];
}

const overHostileProducts = (check: (product: CatalogProduct, records: Sent[]) => void): void =>
  fc.assert(
    fc.property(hostileProduct, anyCatalog, fc.constantFrom('berlin', undefined), (product, catalog, channel) => {
      const map = compileCatalog(channel === undefined ? catalog : { ...catalog, stockChannelId: channel });
      const outcomes = map(product);
      expect(outcomes).toHaveLength(Math.max(1, speakersOf(product, catalog.level).length));
      const records = outcomes.flatMap((outcome) =>
        outcome.outcome === 'send' ? [{ ...JSON.parse(outcome.submission.json), flags: outcome.flags }] : [],
      );
      expect(records.map(({ key }) => key)).toEqual(keysOf(product, catalog));
      check(product, records);
    }),
    { numRuns: 1000 },
  );

describe('catalog records of products as hostile as JSON allows', () => {
  it('have one JSON type per property for ever, and nothing empty', () => {
    overHostileProducts((_, records) => {
      for (const { json } of records) {
        for (const [name, value] of Object.entries(json)) {
          expect([name, typeof value]).toEqual([name, TYPES.get(name)]);
          if (typeof value === 'string') {
            expect(value.trim()).not.toBe('');
            expect(value.length).toBeLessThanOrEqual(1000);
            expect(value.isWellFormed()).toBe(true);
          }
        }
        expect(Object.keys(json)).toEqual(expect.arrayContaining(ALWAYS_THERE));
      }
    });
  });

  it('have keys that Marketing takes, and lead back to their product by them', () => {
    overHostileProducts(({ id }, records) => {
      for (const { key, json } of records) {
        expect(key).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(json.id).toBe(key);
        expect(productIdOf(key, json)).toBe(id);
      }
    });
  });

  it('have absolute addresses only, and images over https', () => {
    overHostileProducts((_, records) => {
      for (const { url, image_path: image } of records.map(({ json }) => json)) {
        if (url !== undefined) expect(new URL(String(url)).href).toBe(url);
        if (url !== undefined) expect(String(url)).toMatch(/^https?:\/\/[^/]/);
        if (image !== undefined) expect(new URL(String(image)).protocol).toBe('https:');
      }
    });
  });

  it('have dates in one form', () => {
    overHostileProducts((_, records) => {
      for (const { created_date: date } of records.map(({ json }) => json)) {
        if (date !== undefined) expect(new Date(String(date)).toISOString()).toBe(date);
      }
    });
  });

  it('say what they lack for recommendations exactly when they lack it, unless they are switched off', () => {
    const needed = CATALOG_FIELDS.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);
    overHostileProducts(({ published }, records) => {
      expect(records.every(({ json }) => json.status === (published === false ? 'Disabled' : 'Enabled'))).toBe(true);
      for (const { json, flags } of records) {
        const lacking = needed.filter(
          (name) => json[name] === undefined || (name === 'price' && Number(json.price) <= 0),
        );
        const gaps = lacking.map((name) => `notRecommendable.${name}`);
        expect(flags).toEqual(published === false || gaps.length === 0 ? [] : ['notRecommendable', ...gaps]);
      }
    });
  });

  it('are switched off without changing the type of anything', () => {
    overHostileProducts((_, records) => {
      for (const { key, json } of records) {
        const off = JSON.parse(disabledSubmission(key, json).json);
        expect(off).toEqual({ key, json: { ...json, status: 'Disabled' } });
      }
    });
  });
});

describe('catalog records of large products', () => {
  it('are as many as there are variants, each with a key of its own', () => {
    const variants = Array.from({ length: 499 }, (_, i) => testVariant(i + 2));
    const outcomes = compileCatalog(testCatalog())(testProduct({ variants }));
    const keys = outcomes.map((outcome) => (outcome.outcome === 'send' ? outcome.submission.handle : ''));
    expect(new Set(keys).size).toBe(500);
  });
});
