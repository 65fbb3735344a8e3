import { describe, expect, it } from '@jest/globals';
import { CATALOG_FIELDS } from '../../../shared/mapping/catalog/fields.ts';
import { findNameProblems } from '../../../shared/mapping/insight-record.ts';
import { firstRecord } from './catalog-fixture.ts';

describe('the fields of a catalog', () => {
  it('are the promised ones, in type and in what recommendations need', () => {
    expect(CATALOG_FIELDS.map(({ name, type, isNeeded }) => `${name} ${type}${isNeeded ? ' needed' : ''}`)).toEqual([
      'id string',
      'name string needed',
      'price number needed',
      'specialPrice number',
      'url string needed',
      'sku string needed',
      'stock number',
      'status string',
      'image_path string needed',
      'Currency string',
      'parent_id string',
      'created_date date',
    ]);
  });

  it('have names that Marketing takes', () => {
    expect(findNameProblems(CATALOG_FIELDS.map(({ name }) => name))).toEqual([]);
  });

  it('are all written for a complete product, in this order', () => {
    expect(Object.keys(firstRecord())).toEqual(CATALOG_FIELDS.map(({ name }) => name));
  });

  it('are there or not as their description says', () => {
    const bare = { name: {}, slug: {}, key: undefined, createdAt: undefined, masterVariant: { id: 1 } };
    const always = CATALOG_FIELDS.filter(({ whenAbsent }) => !whenAbsent.startsWith('left out'));
    expect(Object.keys(firstRecord(bare))).toEqual(always.map(({ name }) => name));
  });
});
