import { describe, expect, it } from '@jest/globals';
import { createProject } from '../commercetools/store/project.ts';
import { createClock } from '../http/clock.ts';
import type { JsonObject } from '../http/exchange.ts';
import { changeShop } from './change-shop.ts';
import { type ShopOptions, seedShop } from './seed-shop.ts';

const NOW = Date.UTC(2025, 5, 1, 12);
const openShop = (options: ShopOptions) => {
  const project = createProject(
    { key: 'acme' },
    createClock(0, () => NOW),
  );
  const summary = seedShop(project, options);
  return { project, summary, customers: project.all('customers') };
};
const share = (rows: JsonObject[], holds: (row: JsonObject) => boolean) => rows.filter(holds).length / rows.length;

describe('the demo shop', () => {
  it('is the same for the same seed and another for another', () => {
    const { customers } = openShop({ seed: 5, customers: 300 });
    expect(openShop({ seed: 5, customers: 300 }).customers).toEqual(customers);
    expect(openShop({ seed: 6, customers: 300 }).customers[0]?.id).not.toBe(customers[0]?.id);
  });

  it('holds customers as real shops do', () => {
    const { customers } = openShop({ customers: 2000, hostile: false });
    expect(share(customers, (row) => row.dateOfBirth !== undefined)).toBeCloseTo(0.9, 1);
    expect(share(customers, (row) => (row.stores as unknown[]).length > 0)).toBeCloseTo(0.15, 1);
    expect(new Set(customers.map((row) => row.email)).size).toBe(2000);
    const newsletter = customers.map(
      (row) => ((row.custom as JsonObject | undefined)?.fields as JsonObject)?.newsletter,
    );
    expect(new Set(newsletter)).toEqual(new Set([true, false, undefined]));
    for (const row of customers) {
      expect(row.email).toMatch(/^[a-z0-9.]+@[a-z.]+\.[a-z]+$/);
      expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(row.password).toBeDefined();
    }
  });

  it('spreads ids evenly and keeps quiet for the last ten minutes', () => {
    const { customers } = openShop({ customers: 3200 });
    const firstDigits = Map.groupBy(customers, (row) => row.id[0]);
    for (const rows of firstDigits.values()) expect(rows.length).toBeGreaterThan(120);
    expect(firstDigits.size).toBe(16);
    for (const row of customers) {
      expect(Date.parse(String(row.lastModifiedAt))).toBeLessThanOrEqual(NOW - 600_000);
      expect(Date.parse(String(row.createdAt))).toBeLessThanOrEqual(Date.parse(String(row.lastModifiedAt)));
    }
  });

  it('names its hostile customers, a tenth at most', () => {
    const { project, summary } = openShop({ customers: 1000 });
    const emailOf = (kind: string) =>
      project.one('customers', summary.hostileCustomers.find((one) => one.kind === kind)?.id ?? '')?.email;
    expect(emailOf('email with a blank inside')).toBe('a b@x');
    expect(emailOf('twin in the German store')).toBe(emailOf('twin in the British store'));
    expect(openShop({ customers: 50 }).summary.hostileCustomers).toHaveLength(5);
    expect(openShop({ customers: 1000, hostile: false }).summary.hostileCustomers).toEqual([]);
  });

  it('changes by the clock, as many as asked', () => {
    const { project } = openShop({ customers: 100 });
    project.clock.advance(1000);
    const changed = changeShop(project, { seed: 1, renameCustomers: 3, createCustomers: 2, deleteCustomers: 1 });
    expect(project.all('customers')).toHaveLength(101);
    const fresh = project.all('customers').filter((row) => Date.parse(String(row.lastModifiedAt)) === NOW + 1000);
    const ids = [...changed.renameCustomers, ...changed.createCustomers].filter(
      (id) => !changed.deleteCustomers.includes(id),
    );
    expect(new Set(fresh.map((row) => row.id))).toEqual(new Set(ids));
  });
});
