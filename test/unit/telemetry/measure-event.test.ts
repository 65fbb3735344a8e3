import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../shared/domain/errors.ts';
import { FAILURE_CODES } from '../../../shared/domain/failure-codes.ts';
import { ALARMED_PROBLEMS, MEASURED_EVENTS, measureEvent } from '../../../shared/telemetry/measure-event.ts';
import { idAt, World } from '../../support/world.ts';

const SHARED = join(import.meta.dirname, '../../../shared');

const sources = readdirSync(SHARED, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('telemetry'))
  .map((path) => readFileSync(join(SHARED, path), 'utf8'))
  .join('\n');

/** All that a world's workflows reported, in metrics: name -> sum of values. */
function sumsOf(world: World): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { event, details } of world.log) {
    for (const { metric, value } of measureEvent(event, details)) sums.set(metric, (sums.get(metric) ?? 0) + value);
  }
  return sums;
}

describe('what events mean in metrics', () => {
  it.each(MEASURED_EVENTS)('%s is an event that some workflow reports', (event) => {
    expect(sources).toContain(`'${event}'`);
  });

  it.each(Object.keys(ALARMED_PROBLEMS))('%s is a problem that can occur', (code) => {
    const [, importCode] = /^import[.](.+)$/.exec(code) ?? [];
    if (importCode) expect(Object.keys(FAILURE_CODES)).toContain(importCode);
    else expect(sources).toContain(`'${code}'`);
  });

  it('counts every record of a first load exactly once, and its progress to the end', async () => {
    const world = new World();
    for (let i = 0; i < 1200; i += 1) {
      world.shop.put(idAt(i / 1200), { email: `${i}@example.com` }, '2025-01-01T00:00:00.000Z');
    }
    for (const i of [7, 700, 1100]) world.account.refusedHandles.set(`${i}@example.com`, 'InvalidEmail');
    await world.level();
    const history = world.tracks.runs.find(({ track }) => track === 'history');
    const sums = sumsOf(world);
    expect(history?.counts.rejected).toBe(3);
    expect(sums.get('recordsRead')).toBe(history?.counts.read);
    expect(sums.get('recordsImported')).toBe(history?.counts.imported);
    expect(sums.get('recordsRejected')).toBe(history?.counts.rejected);
    expect(sums.get('rejections')).toBe(history?.counts.rejected);
    const progress = world.log.flatMap(({ event, details }) =>
      measureEvent(event, details).filter(({ metric }) => metric === 'historyProgress'),
    );
    expect(progress.at(-1)).toMatchObject({ value: 100, dimensions: { Stream: 'customers' } });
  });

  it('reports the lag of every stream at every tick, whether anything happened or not', async () => {
    const world = new World();
    await world.level();
    world.log.length = 0;
    world.pass(900);
    await world.tick();
    expect(world.events('streamStanding')).toMatchObject([
      { details: { tenantId: 'acme', stream: 'customers', lagSeconds: expect.any(Number), runs: [], problems: [] } },
    ]);
    expect(sumsOf(world).get('ticks')).toBe(1);
    expect(sumsOf(world).get('lag')).toBeGreaterThanOrEqual(60);
  });

  it('reports a problem for as long as it stands, and not once it is gone', async () => {
    const world = new World();
    await world.level();
    const refused = () =>
      new ConfigurationError('refused', { code: 'commercetools.invalidClient', remedy: 'Change the secret.' });
    for (let tick = 0; tick < 2; tick += 1) {
      world.log.length = 0;
      world.pass(900);
      world.shop.failures.push(refused());
      await world.tick();
      expect(sumsOf(world).get('credentialsRefused')).toBe(1);
      expect(sumsOf(world).get('streamsHeldUp')).toBe(1);
    }
    world.log.length = 0;
    world.pass(900);
    await world.tick();
    expect(sumsOf(world).has('credentialsRefused')).toBe(false);
    expect(sumsOf(world).has('streamsHeldUp')).toBe(false);
  });

  it('reports a run that is open for too long, at every tick until it closes', async () => {
    const world = new World();
    world.account.isSlow = true;
    world.shop.put(idAt(0.5), { email: 'a@example.com' }, '2025-01-01T00:00:00.000Z');
    await world.tick();
    world.pass(71 * 3600);
    await world.tick();
    expect(world.events('runTooOld')).toHaveLength(0);
    world.pass(2 * 3600);
    await world.tick();
    expect(sumsOf(world).get('runsTooOld')).toBe(1);
    expect(world.events('runTooOld')[0]?.details).toMatchObject({ track: 'history', runId: expect.any(String) });
  });

  it('gives refusals that nobody has documented one name together', () => {
    const codes = { InvalidEmail: 2, SomethingNew: 1 };
    expect(measureEvent('recordsRejected', { codes })).toEqual([
      { metric: 'rejections', value: 2, dimensions: { Code: 'InvalidEmail' } },
      { metric: 'rejections', value: 1, dimensions: { Code: 'other' } },
    ]);
  });

  it('measures nothing for events that no metric asks for', () => {
    expect(measureEvent('messageStale', { tenantId: 'acme' })).toEqual([]);
  });
});
