import { describe, expect, it } from '@jest/globals';
import { disabledSubmission, isEnabled, keysOf, productIdOf } from '../../../shared/mapping/catalog/held-record.ts';
import { firstRecord, PRODUCT_ID, recordsOf, testCatalog, testProduct, testVariant } from './catalog-fixture.ts';

const KEY = `${PRODUCT_ID}_1`;

describe('a record that Marketing holds', () => {
  it.each(['variant', 'product'] as const)('leads back to its product at level %s', (level) => {
    for (const { key, json } of recordsOf(testProduct(), { level })) expect(productIdOf(key, json)).toBe(PRODUCT_ID);
  });

  it.each([
    ['names no product', 'banner', {}],
    ['names a product in another form', KEY, { parent_id: 7 }],
    ['goes by a key of its own', 'banner', { parent_id: PRODUCT_ID }],
    ['belongs to a longer id', `${PRODUCT_ID}5_1`, { parent_id: PRODUCT_ID }],
  ])('is none of ours when it %s', (_, key, json) => {
    expect(productIdOf(key, json)).toBeUndefined();
  });

  it('is as present as the variants of its product', () => {
    expect(keysOf(testProduct(), testCatalog())).toEqual([KEY, `${PRODUCT_ID}_2`]);
    expect(keysOf(testProduct(), { ...testCatalog(), level: 'product' })).toEqual([PRODUCT_ID]);
    expect(keysOf(testProduct({ variants: [testVariant(2, { id: 'two' })] }), testCatalog())).toEqual([KEY]);
  });

  it('is as gone as a filter says', () => {
    expect(keysOf(testProduct(), testCatalog(), ({ variant }) => (variant as { id: number }).id === 2)).toEqual([
      `${PRODUCT_ID}_2`,
    ]);
  });

  it('is enabled while it says so', () => {
    expect(isEnabled(firstRecord())).toBe(true);
    expect(isEnabled(firstRecord({ published: false }))).toBe(false);
    expect(isEnabled({})).toBe(false);
  });

  it('is switched off without any other change', () => {
    const submission = disabledSubmission(KEY, firstRecord());
    expect(submission).toMatchObject({ id: KEY, handle: KEY });
    expect(JSON.parse(submission.json)).toEqual({ key: KEY, json: { ...firstRecord(), status: 'Disabled' } });
  });

  it('is switched off in the form of the collection, however it came back', () => {
    const held = { ...firstRecord(), created_date: '2025-11-03T08:15:30.1+00:00', stock: null, name: '' };
    const { stock: _, name: __, ...rest } = firstRecord();
    expect(JSON.parse(disabledSubmission(KEY, held).json).json).toEqual({ ...rest, status: 'Disabled' });
  });
});
