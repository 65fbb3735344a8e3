import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from './simulator.ts';
import type { Project } from './store/project.ts';
import { openTestClient, requestToken } from './test-client.ts';

let simulator: CommercetoolsSimulator;
let project: Project;

beforeAll(async () => {
  simulator = await startCommercetoolsSimulator();
  project = simulator.createProject({ key: 'acme' });
  simulator.createProject({ key: 'other' });
});
afterAll(() => simulator.close());

const read = async (response: Response | Promise<Response>) => {
  const settled = await response;
  return { status: settled.status, body: (await settled.json()) as Record<string, unknown> };
};

describe('the token endpoint', () => {
  it('grants every scope of the client, or those asked for', async () => {
    const client = project.addClient({ scopes: ['view_customers', 'view_orders'], accessTokenValiditySeconds: 3600 });
    const all = await read(requestToken(simulator.url, client));
    expect(all.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'view_customers:acme view_orders:acme',
    });
    const one = await read(
      requestToken(simulator.url, client, 'grant_type=client_credentials&scope=view_orders%3Aacme'),
    );
    expect(one.body.scope).toBe('view_orders:acme');
  });

  it('refuses wrong secrets, scopes and grants, each by its OAuth error', async () => {
    const client = project.addClient({ scopes: ['view_customers'] });
    const wrong = await read(requestToken(simulator.url, { ...client, clientSecret: 'wrong' }));
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    const scope = await read(
      requestToken(simulator.url, client, 'grant_type=client_credentials&scope=view_orders:acme'),
    );
    expect([scope.status, scope.body.error]).toEqual([400, 'invalid_scope']);
    const grant = await read(requestToken(simulator.url, client, 'grant_type=password'));
    expect([grant.status, grant.body.error]).toEqual([400, 'unsupported_grant_type']);
    expect((await read(fetch(`${simulator.url}/oauth/token`, { method: 'POST' }))).status).toBe(401);
  });
});

describe('a token', () => {
  it('is needed', async () => {
    const none = await read(fetch(`${simulator.url}/acme/customers`));
    expect(none).toMatchObject({
      status: 401,
      body: { statusCode: 401, error: 'invalid_token', errors: [{ code: 'invalid_token' }] },
    });
  });

  it('expires by the simulator clock', async () => {
    const caller = await openTestClient(simulator.url, project.addClient({ accessTokenValiditySeconds: 60 }));
    expect((await caller.get('/acme')).status).toBe(200);
    simulator.clock.advance(60_000);
    expect((await caller.get('/acme')).status).toBe(401);
  });

  it('ends when it is made to, and when its client is removed', async () => {
    const client = project.addClient();
    const [first, second] = [await openTestClient(simulator.url, client), await openTestClient(simulator.url, client)];
    expect(simulator.expireTokens('acme')).toBeGreaterThanOrEqual(2);
    expect((await first.get('/acme')).status).toBe(401);
    const third = await openTestClient(simulator.url, client);
    project.removeClient(client.clientId);
    expect((await third.get('/acme')).status).toBe(401);
    expect((await second.get('/acme')).status).toBe(401);
  });

  it('opens only what its scopes name, in its own project', async () => {
    const caller = await openTestClient(simulator.url, project.addClient({ scopes: ['view_project_settings'] }));
    expect((await caller.get('/acme')).status).toBe(200);
    const refused = await caller.failure('/acme/customers');
    expect(refused).toMatchObject({ status: 403, code: 'insufficient_scope' });
    expect(refused.message).toContain('view_customers:acme');
    expect((await caller.failure('/other')).status).toBe(403);
    const manager = await openTestClient(simulator.url, project.addClient({ scopes: ['manage_customers'] }));
    expect((await manager.get('/acme/customers')).status).toBe(200);
  });
});
