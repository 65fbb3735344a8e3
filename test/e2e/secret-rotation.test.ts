import { readFileSync } from 'node:fs';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { eventually } from '../support/eventually.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const CUSTOMERS = 2000;

describe('credentials that change in the middle of a first load', () => {
  let assembly: TestDirectory;
  let world: World;
  const rotated = {
    commercetools: { clientId: 'rotated-client', clientSecret: 'rotated-secret' },
    marketing: { password: 'rotated-password' },
  };

  beforeAll(async () => {
    assembly = await synthesizeApp();
    world = await World.open({ assembly, customers: CUSTOMERS, latencyMs: 20 });
    await world.control('marketing', 'PUT', `accounts/${world.userOf()}/imports/contacts`, { durationMs: 1500 });
  }, 120 * SECONDS);
  afterAll(async () => {
    await world?.close();
    assembly.remove();
  });

  /** Both sides get new credentials and at once refuse the old ones, tokens included: harsher than any real rotation. */
  async function rotate(): Promise<void> {
    const { stack, demo } = world.session;
    const user = world.userOf();
    await world.control('commercetools', 'POST', 'projects/demo/clients', rotated.commercetools);
    await world.control('marketing', 'PATCH', `accounts/${user}`, rotated.marketing);
    const client = new SecretsManagerClient(clientConfig(stack.place, 'secretsManager'));
    await client.send(
      new PutSecretValueCommand({
        SecretId: `${stack.names.secretPrefix}/demo`,
        SecretString: JSON.stringify({ ...rotated, marketing: { user, ...rotated.marketing } }),
      }),
    );
    client.destroy();
    const old = demo.tenants[0]?.commercetools.clientId;
    await world.control('commercetools', 'DELETE', `projects/demo/clients/${old}`);
    await world.control('commercetools', 'DELETE', 'projects/demo/tokens');
  }

  it(
    'are picked up by the functions that run: no run is lost, nothing is restarted, every record arrives',
    async () => {
      const level = world.untilLevel();
      const begun = await eventually(async () => {
        const run = (await world.track('history'))?.run;
        return run?.lanes.some((lane) => lane.import) ? run : undefined;
      });
      await rotate();
      await level;
      // A container that has read the secret within the last half minute does not read it again: what is refused until
      // then rests, and a later tick finds it mended. Deployed, ticks are further apart than that.
      await eventually(async () => (await world.tickUntilLevel()).length === 0 || undefined);

      const runs = await world.runs();
      const history = runs.filter(({ track }) => track === 'history');
      expect(history.map(({ id }) => id)).toEqual([begun.id]);
      expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
      const refused = await world.refusedIds();
      expect(history[0]?.counts).toMatchObject({ read: CUSTOMERS, rejected: refused.length });
      // Two customers share an email address: they are one contact, whichever of them came last.
      const emails = (await world.customers())
        .filter(({ id }) => !refused.includes(id))
        .map(({ email = '' }) => email.trim().toLowerCase());
      expect(new Set((await world.contacts()).keys())).toEqual(new Set(emails));
    },
    120 * SECONDS,
  );

  it('are written nowhere', () => {
    const log = readFileSync(world.session.stack.log.file, 'utf8');
    expect(log).toContain('"pageBooked"');
    for (const secret of ['rotated-secret', 'rotated-password']) expect(log).not.toContain(secret);
    const given = world.session.demo.tenants[0];
    for (const secret of [given?.commercetools.clientSecret, given?.marketing.password]) {
      expect(secret).toBeDefined();
      expect(log).not.toContain(secret);
    }
  });
});
