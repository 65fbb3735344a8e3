import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { METRICS } from '../../../shared/metric-names.ts';
import { MetricBook } from '../../../shared/telemetry/metric-book.ts';

interface EmfLine {
  _aws: {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  [name: string]: unknown;
}

describe('metric book', () => {
  let lines: EmfLine[];
  beforeEach(() => {
    lines = [];
    process.env.POWERTOOLS_METRICS_NAMESPACE = 'sync/test';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      lines.push(JSON.parse(String(text)));
      return true;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env.POWERTOOLS_METRICS_NAMESPACE;
  });

  it('adds counts up and writes them once, under the namespace of the deployment', () => {
    const book = new MetricBook();
    book.record({ metric: 'recordsRead', value: 500 });
    book.record({ metric: 'recordsRead', value: 120 });
    book.publish();
    book.publish();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ service: 'commercetools-marketing-sync', RecordsRead: 620 });
    expect(lines[0]?._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'sync/test',
        Dimensions: [['service']],
        Metrics: [{ Name: 'RecordsRead', Unit: 'Count' }],
      },
    ]);
  });

  it('keeps every value of what is no count, for minimum, maximum and percentiles', () => {
    const book = new MetricBook();
    for (const value of [3, 1, 2]) book.record({ metric: 'importSeconds', value });
    book.publish();
    expect(lines[0]?.ImportSeconds).toEqual([3, 1, 2]);
  });

  it('writes one line for each combination of dimension values, with every breakdown that exists', () => {
    const book = new MetricBook();
    book.record({ metric: 'lag', value: 60, dimensions: { Tenant: 'acme', Stream: 'orders' } });
    book.record({ metric: 'lag', value: 90, dimensions: { Tenant: 'acme', Stream: 'customers' } });
    book.publish();
    expect(lines.map(({ Tenant, Stream, Lag }) => ({ Tenant, Stream, Lag }))).toEqual([
      { Tenant: 'acme', Stream: 'orders', Lag: 60 },
      { Tenant: 'acme', Stream: 'customers', Lag: 90 },
    ]);
    expect(lines[0]?._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([
      ['service'],
      ['service', 'Tenant'],
      ['service', 'Stream'],
    ]);
  });

  it('leaves out a breakdown whose value is not known, and the metric where no breakdown is left', () => {
    const book = new MetricBook();
    book.record({ metric: 'lag', value: 60 });
    book.record({ metric: 'apiCalls', value: 1 });
    book.publish();
    expect(lines.map(({ _aws }) => _aws.CloudWatchMetrics[0]?.Dimensions)).toEqual([[['service']]]);
  });

  it('cuts more values than a line may hold into several lines with the same dimensions, and loses none', () => {
    const book = new MetricBook();
    const values = Array.from({ length: 250 }, (_, i) => i);
    for (const value of values) book.record({ metric: 'apiMilliseconds', value, dimensions: { Api: 'marketing' } });
    book.publish();
    expect(lines.flatMap(({ ApiMilliseconds }) => ApiMilliseconds)).toEqual(values);
    for (const line of lines) {
      expect((line.ApiMilliseconds as number[]).length).toBeLessThanOrEqual(100);
      expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['service', 'Api']]);
    }
  });

  it('has names that are told apart, and one series per tenant at most', () => {
    const definitions = Object.values(METRICS);
    expect(new Set(definitions.map(({ name }) => name)).size).toBe(definitions.length);
    const perTenant = definitions.filter(({ series }) => series.flat().some((name) => name === 'Tenant'));
    expect(perTenant.map(({ name }) => name)).toEqual(['Lag']);
  });
});
