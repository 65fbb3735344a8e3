import { describe, expect, it } from '@jest/globals';
import { METRICS, metricNamespace } from '../../../shared/metric-names.ts';
import { SERVICE_NAME } from '../../../shared/names.ts';
import { synthesizeTemplates, type Value } from '../templates.ts';

interface Widget {
  readonly type: string;
  readonly width: number;
  readonly x: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly query?: string;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** The body as CloudWatch receives it, with every reference replaced by a word. */
function bodyOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  const [name, argument] = Object.entries(value as object)[0] ?? [];
  if (name !== 'Fn::Join') return 'known-at-deployment';
  return (argument as [string, Value[]])[1].map(bodyOf).join('');
}

const widgetsOf = (context: Readonly<Record<string, unknown>> = {}): Widget[] => {
  const [found] = synthesizeTemplates(context).sync.ofType('AWS::CloudWatch::Dashboard');
  return JSON.parse(bodyOf(found?.[1].Properties.DashboardBody)).widgets;
};

describe('dashboard', () => {
  const widgets = widgetsOf();
  const rows = widgets.flatMap(({ properties: { metrics = [] } }) => metrics);

  it('begins with what a merchant asks, and ends with what it costs', () => {
    const headings = widgets.flatMap(({ properties: { markdown } }) => markdown?.split('\n')[0] ?? []);
    expect(headings[0]).toBe('# Is my data fresh and complete?');
    expect(headings.at(-1)).toBe('## What it costs');
    expect(headings.filter((heading) => /^## \d[.]/.test(heading))).toHaveLength(5);
  });

  it('shows every metric that the code publishes, by every breakdown that is paid for', () => {
    const shown = new Set<string>();
    for (const [namespace, name, ...rest] of rows) {
      if (namespace !== metricNamespace('prod')) continue;
      const dimensions = rest.filter((_, i) => i % 2 === 0 && typeof rest[i] === 'string' && rest[i] !== 'service');
      shown.add([name, ...dimensions].join(' '));
    }
    for (const [first] of rows) {
      const { expression = '' } = (first ?? {}) as { expression?: string };
      const [, names = '', metric] = /^SEARCH\('{"[^"]+",service,?([\w,]*)} MetricName="(\w+)"/.exec(expression) ?? [];
      if (metric) shown.add([metric, ...names.split(',')].join(' '));
    }
    const published = Object.values(METRICS).flatMap(({ name, series }) =>
      (series as readonly (readonly string[])[]).map((dimensions) => [name, ...dimensions].join(' ')),
    );
    const named = (name: string) => [...shown].some((each) => each.split(' ')[0] === name);
    for (const series of published) {
      const [name = '', ...dimensions] = series.split(' ');
      // The alarms ask for the whole; the dashboard for the breakdown, where there is one.
      if (dimensions.length > 0) expect([...shown]).toContain(series);
      else if (!ALARMED_ONLY.has(name)) expect({ name, isShown: named(name) }).toEqual({ name, isShown: true });
    }
  });

  it('asks for nothing that the code does not publish', () => {
    const names = new Set<unknown>(Object.values(METRICS).map(({ name }) => name));
    const asked = rows.filter(([namespace]) => namespace === metricNamespace('prod'));
    expect(asked.length).toBeGreaterThan(20);
    for (const [, name, ...rest] of asked) {
      expect(names.has(name)).toBe(true);
      expect(rest).toContain(SERVICE_NAME);
    }
  });

  it('fits the grid: rows are 24 wide and no widget reaches over the edge', () => {
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('links into the console and to the runbook', () => {
    const markdown = widgets.map(({ properties }) => properties.markdown ?? '').join('\n');
    expect(markdown).toContain('infra/monitoring/RUNBOOK.md');
    expect(markdown).toContain('.console.aws.amazon.com/dynamodbv2/');
    expect(markdown).toContain('.console.aws.amazon.com/sqs/');
    const linked = widgetsOf({ runbookUrl: 'https://wiki.example.com/runbook' });
    expect(linked[0]?.properties.markdown).toContain('(https://wiki.example.com/runbook)');
  });

  it('of another deployment asks for that one’s metrics', () => {
    const other = widgetsOf({ stage: 'test' }).flatMap(({ properties: { metrics = [] } }) => metrics);
    expect(other.filter(([namespace]) => namespace === metricNamespace('prod'))).toEqual([]);
    expect(other.filter(([namespace]) => namespace === metricNamespace('test')).length).toBeGreaterThan(20);
  });
});

/** What only an alarm asks for. */
const ALARMED_ONLY: ReadonlySet<string> = new Set(['CredentialsRefused', 'AccountBlocked', 'RefreshHeldBack']);
