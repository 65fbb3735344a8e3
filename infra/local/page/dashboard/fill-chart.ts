import { answerQuery, type Line } from '../../telemetry/math/answer-queries.ts';
import { CELL_MS, type Grid, gridOver, type MetricStore } from '../../telemetry/metrics/metric-store.ts';
import { isOnlyInAws } from '../../telemetry/sources/local-metrics.ts';
import type { ChartLine, WidgetBody } from '../model.ts';
import type { WidgetLine } from './metric-list.ts';
import type { MetricContent } from './read-dashboard.ts';

/** What is looked at. */
export interface View {
  readonly startMs: number;
  readonly endMs: number;
  /** Draws by this period where the widget's own is longer; absent: as in the cloud. */
  readonly stepMs: number | undefined;
}

export interface Filled {
  readonly body: WidgetBody;
  readonly notes: readonly string[];
}

/** @throws UnsupportedError for what the local page lacks */
export function fillMetric(content: MetricContent, store: MetricStore, view: View): Filled {
  const isNumbers = content.view === 'singleValue' || content.view === 'gauge';
  return isNumbers ? fillNumbers(content, store, view) : fillChart(content, store, view);
}

/** The times of all lines together, because their periods may differ. */
function fillChart(content: MetricContent, store: MetricStore, view: View): Filled {
  const drawn = content.lines
    .filter(({ query }) => query.isVisible)
    .map((line) => {
      const grid = gridOver(view.startMs, view.endMs, periodOf(line, view));
      return { line, grid, answers: answer(line, content, store, grid) };
    });
  const all = new Set(drawn.flatMap(({ grid }) => timesOf(grid)));
  const times = [...all].sort((a, b) => a - b);
  const places = new Map(times.map((time, i) => [time, i]));
  const lines = drawn.flatMap(({ line, grid, answers }) =>
    answers.map(({ label, values }): ChartLine => {
      const placed = new Array<number | null>(times.length).fill(null);
      for (const [i, time] of timesOf(grid).entries()) placed[places.get(time) ?? 0] = values[i] ?? null;
      return { label, values: placed, axis: line.axis, ...(line.color !== undefined && { color: line.color }) };
    }),
  );
  const { axes, marks } = content;
  const look = content.view === 'bar' || content.view === 'pie' ? 'bar' : content.isStacked ? 'stacked' : 'line';
  return {
    body: { kind: 'chart', look, times, lines, axes, marks },
    notes: [...noteOfPeriod(content, view), ...noteOfAws(drawn.flatMap(({ answers }) => answers))],
  };
}

/** Over the whole time, or of the latest period that has a value. */
function fillNumbers(content: MetricContent, store: MetricStore, view: View): Filled {
  const answers = content.lines
    .filter(({ query }) => query.isVisible)
    .flatMap((line) => {
      const periodMs = line.periodSeconds * 1000;
      const whole: Grid = { startMs: view.startMs, periodMs: view.endMs - view.startMs + CELL_MS, count: 1 };
      const grid = content.isOverTimeRange ? whole : gridOver(view.startMs, view.endMs, periodMs);
      return answer(line, content, store, grid);
    });
  return {
    body: {
      kind: 'numbers',
      look: content.view === 'gauge' ? 'gauge' : 'number',
      numbers: answers.map(({ label, values }) => ({
        label,
        value: values.findLast((value) => value !== undefined) ?? null,
      })),
      range: content.axes.left,
    },
    notes: noteOfAws(answers),
  };
}

const answer = (line: WidgetLine, { lines }: MetricContent, store: MetricStore, grid: Grid): readonly Line[] =>
  answerQuery(
    line.query,
    lines.map(({ query }) => query),
    store,
    grid,
  );

const periodOf = ({ periodSeconds }: WidgetLine, { stepMs }: View): number =>
  Math.min(periodSeconds * 1000, stepMs ?? Number.POSITIVE_INFINITY);

const timesOf = ({ startMs, periodMs, count }: Grid): number[] =>
  Array.from({ length: count }, (_, i) => (startMs + i * periodMs) / 1000);

function noteOfPeriod({ lines }: MetricContent, { stepMs }: View): string[] {
  const longest = Math.max(0, ...lines.map(({ periodSeconds }) => periodSeconds));
  if (stepMs === undefined || longest * 1000 <= stepMs) return [];
  return [`by ${stepMs / 1000} s; in AWS by ${spell(longest)}`];
}

const spell = (seconds: number): string =>
  seconds % 3600 === 0 ? `${seconds / 3600} h` : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;

function noteOfAws(answers: readonly Line[]): string[] {
  const labels = answers.filter(({ metric }) => metric && isOnlyInAws(metric)).map(({ label }) => label);
  return labels.length === 0 ? [] : [`exists in AWS only: ${labels.join(', ')}`];
}
