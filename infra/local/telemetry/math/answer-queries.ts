import type { MetricIdentity } from '../metrics/measurement.ts';
import type { Grid, MetricStore } from '../metrics/metric-store.ts';
import { labelOf, matches, parseSearch } from '../metrics/search.ts';
import { statisticOf, UnsupportedError } from '../metrics/statistic.ts';
import { evaluateMath, type Values } from './evaluate.ts';
import { parseMath } from './parse.ts';

/** One line of a widget, or one of the metrics of an alarm. */
export interface MetricQuery {
  /** By which expressions name it. */
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly isVisible: boolean;
  readonly source: MetricSource | { readonly expression: string };
}

export interface MetricSource {
  readonly metric: MetricIdentity;
  readonly statistic: string;
}

export interface Line {
  readonly label: string;
  readonly values: Values;
  /** What it is drawn from, where it is not an expression. */
  readonly metric?: MetricIdentity;
}

/**
 * The lines that visible queries make: one each, and as many as there are hits for a search.
 * @throws UnsupportedError for what the local page lacks
 */
export function answerQuery(
  query: MetricQuery,
  all: readonly MetricQuery[],
  store: MetricStore,
  grid: Grid,
): readonly Line[] {
  const { source, label } = query;
  if ('metric' in source) {
    return [{ label: label ?? source.metric.name, values: readSource(source, store, grid), metric: source.metric }];
  }
  const expression = parseMath(source.expression);
  if (expression.kind === 'call' && expression.name === 'SEARCH') {
    const [what, statistic] = expression.arguments;
    if (what?.kind !== 'text' || statistic?.kind !== 'text') {
      throw new UnsupportedError(`SEARCH needs two texts: ${source.expression}`);
    }
    const search = parseSearch(what.value);
    return store
      .list()
      .filter((identity) => matches(search, identity))
      .map((metric) => ({
        label: [label, labelOf(search, metric)].filter(Boolean).join(' '),
        values: readSource({ metric, statistic: statistic.value }, store, grid),
        metric,
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
  }
  const valuesOf = (id: string): Values => {
    const found = all.find((other) => other.id === id && other !== query);
    if (!found) throw new UnsupportedError(`Metric math names "${id}", which the widget or alarm does not define.`);
    const [line] = answerQuery(found, all, store, grid);
    return line?.values ?? [];
  };
  return [{ label: label ?? source.expression, values: evaluateMath(expression, { count: grid.count, valuesOf }) }];
}

const readSource = ({ metric, statistic }: MetricSource, store: MetricStore, grid: Grid): Values =>
  store.read(metric, grid).map((cell) => cell && statisticOf(statistic, cell));
