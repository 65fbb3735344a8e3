import { describe, expect, test } from '@jest/globals';
import { answerQuery, type MetricQuery } from '../../../../infra/local/telemetry/math/answer-queries.ts';
import { evaluateMath, type Values } from '../../../../infra/local/telemetry/math/evaluate.ts';
import { parseMath } from '../../../../infra/local/telemetry/math/parse.ts';
import { MetricStore } from '../../../../infra/local/telemetry/metrics/metric-store.ts';
import { UnsupportedError } from '../../../../infra/local/telemetry/metrics/statistic.ts';

const metrics: Readonly<Record<string, Values>> = {
  read: [200, 50, undefined, 400],
  rejected: [20, 50, 3, undefined],
};

const evaluate = (expression: string): Values =>
  evaluateMath(parseMath(expression), { count: 4, valuesOf: (id) => metrics[id] ?? [] });

describe('metric math', () => {
  test.each([
    ['1 + 2 * 3 - 4 / 2', [5, 5, 5, 5]],
    ['-(1 + 2) * 3', [-9, -9, -9, -9]],
    ['read + rejected', [220, 100, undefined, undefined]],
    ['rejected / read * 100', [10, 100, undefined, undefined]],
    ['IF(read >= 100, 100 * rejected / read, 0)', [10, 0, undefined, undefined]],
    ['IF(read > 100, 1)', [1, undefined, undefined, 1]],
    ['FILL(read, 0) + FILL(rejected, 0)', [220, 100, 3, 400]],
    ['read > 100 AND rejected < 30', [1, 0, undefined, undefined]],
    ['read / 0', [undefined, undefined, undefined, undefined]],
  ])('%s', (expression, values) => {
    expect(evaluate(expression)).toEqual(values);
  });

  test.each(['RATE(read)', 'FILL(read, REPEAT)', 'ANOMALY_DETECTION_BAND(read, 2)', '1 +', '(1', '1 2', '#', "'text'"])(
    'refused, not guessed: %s',
    (expression) => {
      expect(() => evaluate(expression)).toThrow(UnsupportedError);
    },
  );
});

describe('queries', () => {
  const T = 1_800_000_000_000;
  const grid = { startMs: T, periodMs: 60_000, count: 2 };
  const store = new MetricStore();
  for (const [tenant, value] of [
    ['b', 5],
    ['a', 3],
  ] as const) {
    const identity = { namespace: 'shop', name: 'Lag', dimensions: { service: 's', Tenant: tenant } };
    store.add({ ...identity, timestampMs: T, values: [value, value + 1] });
  }
  const expression = (text: string): MetricQuery => ({ isVisible: true, source: { expression: text } });

  test('a search makes a line for every hit, in order of their names', () => {
    const query = expression(`SEARCH('{shop,service,Tenant} MetricName="Lag"', 'Maximum', 60)`);
    expect(answerQuery(query, [query], store, grid).map(({ label, values }) => [label, values])).toEqual([
      ['s a', [4, undefined]],
      ['s b', [6, undefined]],
    ]);
  });

  test('an expression that names what is not there is refused', () => {
    const query = expression('a + b');
    expect(() => answerQuery(query, [query], store, grid)).toThrow('names "a"');
  });
});
