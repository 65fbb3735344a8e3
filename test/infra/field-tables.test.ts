import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FIELD_TABLES, fillFieldTables } from '../../infra/docs/field-tables.ts';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

describe("the README's tables of fields", () => {
  it('say what the mapping does; `npm run docs` writes them anew', () => {
    expect(fillFieldTables(README)).toBe(README);
  });

  it('name the fields that the product promises', () => {
    expect(FIELD_TABLES.customers?.()).toMatch(/FIRSTNAME[\s\S]*LASTNAME[\s\S]*FULLNAME[\s\S]*DOB[\s\S]*CUSTOMER_ID/);
    const needed = ['name', 'price', 'url', 'sku', 'image_path'];
    const rows = FIELD_TABLES.catalog?.().split('\n') ?? [];
    expect(rows.filter((row) => row.includes('| needed |')).map((row) => row.split('`')[1])).toEqual(needed);
  });

  it('have a place each, and no place is left without one', () => {
    expect(() => fillFieldTables('')).toThrow('no place in the text: customers');
    expect(() => fillFieldTables('<!-- fields: shoes -->\n\n<!-- end of fields -->')).toThrow(
      'no table of fields "shoes"',
    );
  });
});
