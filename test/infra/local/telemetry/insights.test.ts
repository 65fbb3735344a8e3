import { describe, expect, test } from '@jest/globals';
import { answerInsights } from '../../../../infra/local/telemetry/logs/answer-insights.ts';
import { LogBook, type LogLine } from '../../../../infra/local/telemetry/logs/log-book.ts';
import { parseInsights } from '../../../../infra/local/telemetry/logs/parse-insights.ts';
import { UnsupportedError } from '../../../../infra/local/telemetry/metrics/statistic.ts';
import { LOG_QUERIES } from '../../../../infra/monitoring/log-queries.ts';

const T = Date.parse('2026-03-01T12:00:00.000Z');

const line = (second: number, fields: Readonly<Record<string, unknown>>, logGroup = 'worker'): LogLine => ({
  timestampMs: T + second * 1000,
  logGroup,
  text: JSON.stringify(fields),
  fields,
});

const LINES = [
  line(1, { message: 'streamStanding', tenantId: 'a', stream: 'orders', lagSeconds: 120 }),
  line(2, { message: 'streamStanding', tenantId: 'b', stream: 'orders', lagSeconds: 60 }),
  line(3, { message: 'streamStanding', tenantId: 'a', stream: 'orders', lagSeconds: 300 }),
  line(4, { message: 'streamHeldUp', tenantId: 'a', stream: 'orders', code: 'x', problem: { remedy: 'Mend it.' } }),
  line(5, { message: 'tenantFailed', level: 'ERROR' }, 'fan-out'),
  line(6, { message: '2026 Task timed out after 30.00 seconds' }),
];

const run = (query: string) => answerInsights(parseInsights(query), LINES);

describe('queries of the log', () => {
  test('the latest of each group, in order', () => {
    expect(run(LOG_QUERIES.lag.lines.join('\n| '))).toEqual({
      columns: ['tenantId', 'stream', 'lagMinutes', 'seen'],
      rows: [
        ['a', 'orders', 5, '2026-03-01T12:00:03.000Z'],
        ['b', 'orders', 1, '2026-03-01T12:00:02.000Z'],
      ],
    });
  });

  test('fields inside fields', () => {
    expect(run(LOG_QUERIES.problems.lines.join('\n| ')).rows).toEqual([
      ['a', 'orders', 'x', 1, '2026-03-01T12:00:04.000Z', 'Mend it.'],
    ]);
  });

  test('patterns and alternatives', () => {
    const messages = run(`${LOG_QUERIES.surprises.lines.join(' | ')} | display message`).rows;
    expect(messages).toEqual([['2026 Task timed out after 30.00 seconds'], ['tenantFailed']]);
  });

  test('only the log groups that it names', () => {
    expect(run("SOURCE 'fan-out' | SOURCE 'other' | stats count(*) as n").rows).toEqual([[1]]);
  });

  test.each([
    ['filter lagSeconds > 100 | stats count(*) as n, sum(lagSeconds) as s, avg(lagSeconds) as m', [2, 420, 210]],
    [
      'filter lagSeconds > 0 | stats min(lagSeconds) as a, max(lagSeconds) as b, earliest(tenantId) as c',
      [60, 300, 'a'],
    ],
    ['filter (tenantId = "a" or tenantId = "b") and lagSeconds <= 120 | stats count(*) as n', [2]],
    ['filter tenantId != "a" | stats count(*) as n', [3]],
    ['sort @timestamp desc | limit 1 | display @timestamp', ['2026-03-01T12:00:06.000Z']],
  ])('%s', (query, row) => {
    expect(run(query).rows).toEqual([row]);
  });

  test.each(Object.entries(LOG_QUERIES))('the saved query %s is understood', (_name, { lines }) => {
    expect(() => parseInsights(lines.join('\n| '))).not.toThrow();
  });

  test.each(['parse @message "*" as x', 'filter strlen(message) > 3', 'stats pct(x, 95)', 'filter', 'dedup x'])(
    'refused, not guessed: %s',
    (query) => {
      expect(() => parseInsights(query)).toThrow(UnsupportedError);
    },
  );
});

test('the book forgets the oldest lines', () => {
  const book = new LogBook();
  for (let i = 0; i < 60_000; i += 1) book.add(line(i, {}));
  const kept = book.between(0, Number.POSITIVE_INFINITY);
  expect(kept.length).toBeLessThanOrEqual(25_000);
  expect(kept.at(-1)?.timestampMs).toBe(T + 59_999_000);
});
