import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../simulator.ts';
import type { Project } from '../store/project.ts';
import { openTestClient } from '../test-client.ts';

let simulator: CommercetoolsSimulator;
let project: Project;
let client: Awaited<ReturnType<typeof openTestClient>>;

beforeEach(async () => {
  simulator = await startCommercetoolsSimulator();
  project = simulator.createProject({ key: 'acme' });
  client = await openTestClient(simulator.url, project.addClient());
});
afterEach(() => simulator.close());

describe('orders', () => {
  it('tell guests from customers by what is defined', async () => {
    const guest = project.create('orders', { customerEmail: 'g@example.com', anonymousId: 'a' });
    const owned = project.create('orders', { customerId: 'c1', customerEmail: 'c@example.com' });
    const ids = async (where: string) => (await client.page('/acme/orders', { where })).results.map((row) => row.id);
    expect(await ids('customerId is not defined')).toEqual([guest.id]);
    expect(await ids('customerId is defined and orderState = "Open"')).toEqual([owned.id]);
    expect(await ids('orderState in ("Complete", "Cancelled")')).toEqual([]);
  });

  it('put in what a reference points to, when asked', async () => {
    const code = project.create('discount-codes', { code: 'SUMMER' });
    const discountCodes = [
      { discountCode: { typeId: 'discount-code', id: code.id }, state: 'MatchesCart' },
      { discountCode: { typeId: 'discount-code', id: 'gone' }, state: 'NotValid' },
    ];
    const { id } = project.create('orders', { discountCodes });
    project.create('orders', {});
    const expand = 'discountCodes[*].discountCode';
    const found = await client.page('/acme/orders', { expand, sort: 'id' });
    expect(found.results.find((order) => order.id === id)).toMatchObject({
      discountCodes: [{ discountCode: { obj: { code: 'SUMMER' } } }, { discountCode: { id: 'gone' } }],
    });
    expect(found.results).toHaveLength(2);
    const one = (await (await client.get(`/acme/orders/${id}`, { expand })).json()) as Record<string, unknown>;
    expect(JSON.stringify(one)).toContain('SUMMER');
    expect(JSON.stringify((await client.page('/acme/orders')).results)).not.toContain('SUMMER');
  });

  it('follow references through references', async () => {
    const parent = project.create('categories', { name: { en: 'Top' } });
    const child = project.create('categories', { parent: { typeId: 'category', id: parent.id } });
    const found = await client.page('/acme/categories', { where: `id = "${child.id}"`, expand: 'parent' });
    expect(found.results[0]?.parent).toMatchObject({ obj: { name: { en: 'Top' } } });
  });

  it('are closed to a client without their scope', async () => {
    const reader = await openTestClient(simulator.url, project.addClient({ scopes: ['view_customers'] }));
    expect(await reader.failure('/acme/orders')).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(await reader.failure('/acme/discount-codes')).toMatchObject({ status: 403 });
  });
});
