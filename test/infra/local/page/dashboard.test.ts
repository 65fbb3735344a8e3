import { describe, expect, test } from '@jest/globals';
import { fillMetric } from '../../../../infra/local/page/dashboard/fill-chart.ts';
import { parseMarkdown } from '../../../../infra/local/page/dashboard/markdown.ts';
import { readMetricList } from '../../../../infra/local/page/dashboard/metric-list.ts';
import { readBody } from '../../../../infra/local/page/dashboard/read-dashboard.ts';
import { MetricStore } from '../../../../infra/local/telemetry/metrics/metric-store.ts';

const T = 1_800_000_000_000;

describe('markdown', () => {
  test('headings, items, bold, code and links', () => {
    expect(parseMarkdown('# Is it **fresh**?\n\n- see `RUNBOOK.md` or [the console](https://example.com/#x)')).toEqual([
      {
        kind: 'h1',
        parts: [
          { kind: 'text', text: 'Is it ' },
          { kind: 'bold', text: 'fresh' },
          { kind: 'text', text: '?' },
        ],
      },
      {
        kind: 'item',
        parts: [
          { kind: 'text', text: 'see ' },
          { kind: 'code', text: 'RUNBOOK.md' },
          { kind: 'text', text: ' or ' },
          { kind: 'link', text: 'the console', href: 'https://example.com/#x' },
        ],
      },
    ]);
  });

  test('no link leads anywhere but to the web', () => {
    const [block] = parseMarkdown('[here](javascript:alert) <b>x</b>');
    expect(block?.parts).toEqual([
      { kind: 'text', text: 'here' },
      { kind: 'text', text: ' <b>x</b>' },
    ]);
  });
});

describe('lists of metrics', () => {
  test('what is repeated may be left out', () => {
    const list = [
      ['shop', 'Lag', 'service', 's', 'Stream', 'orders', { stat: 'Maximum', period: 900, label: 'Orders' }],
      ['.', '.', '.', '.', '.', 'guests', { yAxis: 'right' }],
      ['...', 'prices'],
      [{ expression: "SEARCH('{shop,service} MetricName=\"Lag\"', 'Sum', 120)" }],
    ];
    const lines = readMetricList(list, { stat: 'Minimum', period: 60 });
    expect(lines.map(({ query, periodSeconds, axis }) => [query.source, periodSeconds, axis])).toEqual([
      [
        {
          metric: { namespace: 'shop', name: 'Lag', dimensions: { service: 's', Stream: 'orders' } },
          statistic: 'Maximum',
        },
        900,
        'left',
      ],
      [
        {
          metric: { namespace: 'shop', name: 'Lag', dimensions: { service: 's', Stream: 'guests' } },
          statistic: 'Minimum',
        },
        60,
        'right',
      ],
      [
        {
          metric: { namespace: 'shop', name: 'Lag', dimensions: { service: 's', Stream: 'prices' } },
          statistic: 'Minimum',
        },
        60,
        'left',
      ],
      [{ expression: "SEARCH('{shop,service} MetricName=\"Lag\"', 'Sum', 120)" }, 120, 'left'],
    ]);
  });
});

describe('widgets', () => {
  const contentOf = (properties: Readonly<Record<string, unknown>>) => {
    const body = { widgets: [{ type: 'metric', x: 0, y: 0, width: 8, height: 6, properties }] };
    const [widget] = readBody(JSON.stringify(body), 'test');
    if (widget?.content.kind !== 'metric') throw new Error('No metric widget.');
    return widget.content;
  };
  const store = new MetricStore();
  const read = { namespace: 'shop', name: 'Read', dimensions: {} };
  store.add({ ...read, timestampMs: T, values: [1] });
  store.add({ ...read, timestampMs: T + 30_000, values: [2] });
  store.add({ ...read, timestampMs: T + 60_000, values: [4] });
  const minutes = { startMs: T, endMs: T + 120_000, stepMs: undefined };

  test('a line by the periods of the widget', () => {
    const content = contentOf({ metrics: [['shop', 'Read', { stat: 'Sum', period: 60 }]] });
    const { body, notes } = fillMetric(content, store, minutes);
    expect(body).toMatchObject({
      kind: 'chart',
      look: 'line',
      times: [T / 1000, T / 1000 + 60],
      lines: [{ label: 'Read', values: [3, 4], axis: 'left' }],
    });
    expect(notes).toEqual([]);
  });

  test('a finer period is told', () => {
    const content = contentOf({ metrics: [['shop', 'Read', { stat: 'Sum', period: 60 }]] });
    const { body, notes } = fillMetric(content, store, { ...minutes, stepMs: 30_000 });
    expect(body).toMatchObject({ lines: [{ values: [1, 2, 4, null] }] });
    expect(notes).toEqual(['by 30 s; in AWS by 1 min']);
  });

  test('a number over the whole time, by metric math', () => {
    const content = contentOf({
      view: 'singleValue',
      setPeriodToTimeRange: true,
      metrics: [
        [{ expression: '100 * part / whole', label: 'Share' }],
        ['shop', 'Read', { id: 'part', visible: false, stat: 'Maximum', period: 60 }],
        ['shop', 'Read', { id: 'whole', visible: false, stat: 'Sum', period: 60 }],
      ],
    });
    expect(fillMetric(content, store, minutes).body).toMatchObject({
      kind: 'numbers',
      numbers: [{ label: 'Share', value: 400 / 7 }],
    });
  });

  test('a metric that only AWS has is named as such', () => {
    const metrics = [
      ['AWS/DynamoDB', 'ConsumedReadCapacityUnits', 'TableName', 't', { label: 'Units' }],
      ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'q'],
    ];
    expect(fillMetric(contentOf({ metrics }), store, minutes).notes).toEqual(['exists in AWS only: Units']);
  });

  test('a body that is none is refused', () => {
    expect(() => readBody('{"widgets":[{}]}', 'test')).toThrow('The dashboard test cannot be drawn');
  });
});
