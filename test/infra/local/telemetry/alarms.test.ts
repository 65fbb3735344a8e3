import { describe, expect, test } from '@jest/globals';
import { AlarmWatch } from '../../../../infra/local/telemetry/alarms/alarm-watch.ts';
import { evaluateAlarm } from '../../../../infra/local/telemetry/alarms/evaluate-alarm.ts';
import type { AlarmDefinition } from '../../../../infra/local/telemetry/alarms/read-alarms.ts';
import { MetricStore } from '../../../../infra/local/telemetry/metrics/metric-store.ts';

const NOW = 1_800_000_000_000;
const PERIOD = 900;
const FAULTS = { namespace: 'shop', name: 'Faults', dimensions: {} };

const alarm = (settings: Partial<AlarmDefinition> = {}): AlarmDefinition => ({
  arn: 'arn:alarm',
  name: 'Faults',
  description: '',
  queries: [{ isVisible: true, source: { metric: FAULTS, statistic: 'Sum' } }],
  periodSeconds: PERIOD,
  threshold: 1,
  comparison: 'GreaterThanOrEqualToThreshold',
  evaluationPeriods: 2,
  datapointsToAlarm: 1,
  missingData: 'notBreaching',
  ...settings,
});

/** Values of the periods that end now, newest first; `undefined` is a period without any. */
function storeOf(values: readonly (number | undefined)[]): MetricStore {
  const store = new MetricStore();
  for (const [i, value] of values.entries()) {
    if (value === undefined) continue;
    store.add({ ...FAULTS, timestampMs: NOW - i * PERIOD * 1000 - 60_000, values: [value] });
  }
  return store;
}

const LONG_AGO = NOW - 86_400_000;
const stateOf = (definition: AlarmDefinition, values: readonly (number | undefined)[], sinceMs = LONG_AGO) =>
  evaluateAlarm(definition, storeOf(values), { nowMs: NOW, sinceMs, before: 'OK' }).state;

const _ = undefined;

describe('the state of an alarm', () => {
  test.each([
    ['one of two periods breaches', alarm(), [0, 1], 'ALARM'],
    ['none breaches', alarm(), [0, 0, 1], 'OK'],
    ['both have to', alarm({ datapointsToAlarm: 2 }), [1, 0], 'OK'],
    ['both do', alarm({ datapointsToAlarm: 2 }), [1, 1], 'ALARM'],
    ['late values make up for those that miss', alarm({ datapointsToAlarm: 2 }), [_, 1, 1], 'ALARM'],
    ['missing is good', alarm(), [_, _, _, _], 'OK'],
    ['missing is bad', alarm({ missingData: 'breaching', datapointsToAlarm: 2 }), [_, _, _, _], 'ALARM'],
    ['an older value fills a gap first', alarm({ missingData: 'breaching', datapointsToAlarm: 2 }), [_, _, _, 0], 'OK'],
    ['missing is nothing', alarm({ missingData: 'missing' }), [_, _, _, _], 'INSUFFICIENT_DATA'],
    ['missing changes nothing', alarm({ missingData: 'ignore' }), [_, _, _, _], 'OK'],
    ['below', alarm({ comparison: 'LessThanThreshold' }), [1, 0], 'ALARM'],
    ['not below', alarm({ comparison: 'LessThanThreshold' }), [1, 1], 'OK'],
    ['above only', alarm({ comparison: 'GreaterThanThreshold' }), [1, 1], 'OK'],
  ] as const)('%s', (_name, definition, values, state) => {
    expect(stateOf(definition, values)).toBe(state);
  });

  const silence = alarm({
    comparison: 'LessThanThreshold',
    missingData: 'breaching',
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
  });

  test('silence is an alarm once the range that is looked at is empty, and over with the first value', () => {
    expect(stateOf(silence, [_, _, _, _, 1])).toBe('OK');
    expect(stateOf(silence, [_, _, _, _, _])).toBe('ALARM');
    expect(stateOf(silence, [1, _, _, _, _])).toBe('OK');
  });

  // The examples of CloudWatch's own page on missing data, three of three; the oldest value comes first there.
  test.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', 'OK', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ] as const)('%s', (drawn, missing, ignore, breaching, notBreaching) => {
    const values = drawn
      .split(' ')
      .map((sign) => (sign === '-' ? undefined : Number(sign === 'X')))
      .reverse();
    for (const [missingData, state] of Object.entries({ missing, ignore, breaching, notBreaching })) {
      const definition = alarm({
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        missingData: missingData as AlarmDefinition['missingData'],
      });
      expect([missingData, stateOf(definition, values)]).toEqual([missingData, state]);
    }
  });

  test('what has just been started is not silent yet', () => {
    expect(stateOf(silence, [_, _, _, _, _], NOW - 60_000)).toBe('INSUFFICIENT_DATA');
    expect(stateOf(silence, [_, _, _, _, _], NOW - 3 * PERIOD * 1000)).toBe('ALARM');
  });
});

describe('the watch', () => {
  test('a state keeps the time of its beginning, and changes are noted', () => {
    const store = new MetricStore();
    const watch = new AlarmWatch([alarm()], store, LONG_AGO);
    watch.evaluate(NOW);
    store.add({ ...FAULTS, timestampMs: NOW + 1_000, values: [1] });
    watch.evaluate(NOW + 5_000);
    expect(watch.evaluate(NOW + 60_000)).toMatchObject([{ state: 'ALARM', sinceMs: NOW + 5_000, recent: [1] }]);
    watch.evaluate(NOW + 5 * PERIOD * 1000);
    expect(watch.changes).toMatchObject([
      { from: 'OK', to: 'ALARM', atMs: NOW + 5_000 },
      { from: 'ALARM', to: 'OK', atMs: NOW + 5 * PERIOD * 1000 },
    ]);
  });

  test('an alarm that cannot be evaluated says why', () => {
    const odd = alarm({ queries: [{ isVisible: true, source: { expression: 'RATE(x)' } }] });
    const [standing] = new AlarmWatch([odd], new MetricStore(), LONG_AGO).evaluate(NOW);
    expect(standing).toMatchObject({ state: 'INSUFFICIENT_DATA', problem: expect.stringContaining('RATE') });
  });
});
