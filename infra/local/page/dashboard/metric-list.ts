import { z } from 'zod';
import type { MetricQuery } from '../../telemetry/math/answer-queries.ts';

/** A line of a metric widget, in the terms of the dashboard. */
export interface WidgetLine {
  readonly query: MetricQuery;
  readonly periodSeconds: number;
  readonly axis: 'left' | 'right';
  readonly color: string | undefined;
}

const optionsSchema = z.object({
  id: z.string().optional(),
  label: z.string().optional(),
  expression: z.string().optional(),
  period: z.number().optional(),
  stat: z.string().optional(),
  visible: z.boolean().default(true),
  yAxis: z.enum(['left', 'right']).default('left'),
  color: z.string().optional(),
});

const entrySchema = z.array(z.union([z.string(), optionsSchema]));

const DEFAULT_PERIOD_SECONDS = 300;

/**
 * The `metrics` of a widget (CloudWatch: Dashboard body structure and syntax). An entry may repeat what stands above it:
 * `.` for one part, `...` for all parts up to the last ones.
 */
export function readMetricList(list: readonly unknown[], widget: { stat?: string; period?: number }): WidgetLine[] {
  let above: string[] = [];
  return list.map((raw) => {
    const entry = entrySchema.parse(raw);
    const options = optionsSchema.parse(entry.find((part) => typeof part !== 'string') ?? {});
    const { id, label, expression, visible: isVisible, yAxis: axis, color } = options;
    const periodSeconds = options.period ?? periodInSearch(expression) ?? widget.period ?? DEFAULT_PERIOD_SECONDS;
    const line = { periodSeconds, axis, color };
    if (expression !== undefined) return { ...line, query: { id, label, isVisible, source: { expression } } };
    above = writeOut(
      entry.filter((part) => typeof part === 'string'),
      above,
    );
    const [namespace = '', name = '', ...pairs] = above;
    const dimensions = Object.fromEntries(
      Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i] ?? '', pairs[2 * i + 1] ?? '']),
    );
    const statistic = options.stat ?? widget.stat ?? 'Average';
    const source = { metric: { namespace, name, dimensions }, statistic };
    return { ...line, query: { id, label, isVisible, source } };
  });
}

function writeOut(parts: readonly string[], above: readonly string[]): string[] {
  const whole = parts[0] === '...' ? [...above.slice(0, above.length - (parts.length - 1)), ...parts.slice(1)] : parts;
  return whole.map((part, i) => (part === '.' ? (above[i] ?? '') : part));
}

/** `SEARCH('…', 'Sum', 300)` */
function periodInSearch(expression: string | undefined): number | undefined {
  const [, period] = /^\s*SEARCH\(.*,\s*(\d+)\s*\)\s*$/.exec(expression ?? '') ?? [];
  return period === undefined ? undefined : Number(period);
}
