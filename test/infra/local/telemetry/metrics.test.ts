import { describe, expect, test } from '@jest/globals';
import { readEmf } from '../../../../infra/local/telemetry/metrics/emf.ts';
import { CELL_MS, gridOver, MetricStore } from '../../../../infra/local/telemetry/metrics/metric-store.ts';
import { labelOf, matches, parseSearch } from '../../../../infra/local/telemetry/metrics/search.ts';
import { statisticOf, UnsupportedError } from '../../../../infra/local/telemetry/metrics/statistic.ts';

const T = 1_800_000_000_000;
const LAG = { namespace: 'shop', name: 'Lag', dimensions: { service: 's', Tenant: 'a' } };

describe('the embedded metric format', () => {
  const line = {
    _aws: {
      Timestamp: T,
      CloudWatchMetrics: [
        {
          Namespace: 'shop',
          Dimensions: [['service'], ['service', 'Tenant']],
          Metrics: [{ Name: 'Lag', Unit: 'Seconds' }, { Name: 'Read' }],
        },
      ],
    },
    service: 's',
    Tenant: 'a',
    Lag: [3, 5],
    Read: 7,
  };

  test('each metric comes once for each set of dimensions, with all its values', () => {
    const found = readEmf(line);
    expect(found).toHaveLength(4);
    expect(found).toContainEqual({ ...LAG, timestampMs: T, values: [3, 5] });
    expect(found).toContainEqual({
      namespace: 'shop',
      name: 'Read',
      dimensions: { service: 's' },
      timestampMs: T,
      values: [7],
    });
  });

  test('a dimension without a value and a metric without a number are passed over', () => {
    const { Tenant, ...withoutTenant } = line;
    expect(readEmf({ ...withoutTenant, Lag: 'soon' })).toEqual([
      { namespace: 'shop', name: 'Read', dimensions: { service: 's' }, timestampMs: T, values: [7] },
    ]);
  });

  test('any other line is none', () => {
    expect(readEmf({ level: 'INFO', message: 'tickDone' })).toBeUndefined();
    expect(readEmf({ _aws: { CloudWatchMetrics: 'none' } })).toBeUndefined();
  });
});

describe('the store', () => {
  test('values are found by period, whatever the order of the dimensions', () => {
    const store = new MetricStore();
    store.add({ ...LAG, timestampMs: T + 1_000, values: [1, 9] });
    store.add({ ...LAG, dimensions: { Tenant: 'a', service: 's' }, timestampMs: T + 4_000, values: [2] });
    store.add({ ...LAG, timestampMs: T + 61_000, values: [4] });
    const cells = store.read(LAG, { startMs: T, periodMs: 60_000, count: 3 });
    expect(cells.map((cell) => cell && statisticOf('Sum', cell))).toEqual([12, 4, undefined]);
    expect(cells.map((cell) => cell && statisticOf('SampleCount', cell))).toEqual([3, 1, undefined]);
    expect(cells.map((cell) => cell && statisticOf('Maximum', cell))).toEqual([9, 4, undefined]);
    expect(cells.map((cell) => cell && statisticOf('Average', cell))).toEqual([4, 4, undefined]);
  });

  test('a metric that never falls silent keeps its latest hours only', () => {
    const store = new MetricStore();
    const days = (3 * 86_400_000) / CELL_MS;
    for (let i = 0; i < days; i += 1) store.add({ ...LAG, timestampMs: T + i * CELL_MS, values: [1] });
    const [early] = store.read(LAG, { startMs: T, periodMs: 3_600_000, count: 1 });
    const [late] = store.read(LAG, { startMs: T + days * CELL_MS - 3_600_000, periodMs: 3_600_000, count: 1 });
    expect(early).toBeUndefined();
    expect(late?.count).toBe(720);
  });

  test('there is an end to how many metrics it takes', () => {
    const store = new MetricStore();
    for (let i = 0; i < 3_000; i += 1) {
      store.add({ ...LAG, dimensions: { Tenant: `t${i}` }, timestampMs: T, values: [1] });
    }
    expect(store.list()).toHaveLength(2_000);
    expect(store.refused).toBe(1_000);
  });

  test('percentiles lie between the values', () => {
    const store = new MetricStore();
    store.add({ ...LAG, timestampMs: T, values: Array.from({ length: 101 }, (_, i) => i) });
    const [cell] = store.read(LAG, { startMs: T, periodMs: 60_000, count: 1 });
    expect(cell && statisticOf('p95', cell)).toBe(95);
    expect(cell && statisticOf('p50', cell)).toBe(50);
  });

  test('a statistic that is not built is refused, not guessed', () => {
    const store = new MetricStore();
    store.add({ ...LAG, timestampMs: T, values: [1] });
    const [cell] = store.read(LAG, { startMs: T, periodMs: 60_000, count: 1 });
    expect(() => cell && statisticOf('tm99', cell)).toThrow(UnsupportedError);
  });

  test('periods lie on the boundaries of the clock', () => {
    const hour = 3_600_000;
    const start = Math.ceil(T / hour) * hour;
    expect(gridOver(start + 600_000, start + hour + 1, hour)).toEqual({ startMs: start, periodMs: hour, count: 2 });
  });
});

describe('searches', () => {
  const search = parseSearch('{"shop",service,Tenant} MetricName="Lag" service="s"');

  test('a metric matches by exact dimensions and values', () => {
    expect(matches(search, LAG)).toBe(true);
    expect(matches(search, { ...LAG, name: 'Read' })).toBe(false);
    expect(matches(search, { ...LAG, namespace: 'other' })).toBe(false);
    expect(matches(search, { ...LAG, dimensions: { service: 's' } })).toBe(false);
    expect(matches(search, { ...LAG, dimensions: { ...LAG.dimensions, Stream: 'x' } })).toBe(false);
    expect(matches(search, { ...LAG, dimensions: { service: 'other', Tenant: 'a' } })).toBe(false);
  });

  test('what the search left open names the hit', () => {
    expect(labelOf(search, LAG)).toBe('a');
  });

  test.each(['MetricName="Lag"', '{shop,service} Lag', '{shop,service} MetricName="Lag" OR MetricName="x"'])(
    'another form is refused: %s',
    (text) => {
      expect(() => parseSearch(text)).toThrow(UnsupportedError);
    },
  );
});
