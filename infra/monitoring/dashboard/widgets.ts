import {
  GraphWidget,
  type GraphWidgetProps,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { LogQuery } from '../log-queries.ts';
import type { Watched } from '../watched.ts';

/** CloudWatch lays widgets out on a grid this wide. */
export const WHOLE_WIDTH = 24;

export const text = (markdown: readonly string[], width: number, height: number): TextWidget =>
  new TextWidget({ markdown: markdown.join('\n'), width, height });

export interface GraphOptions extends Omit<GraphWidgetProps, 'left'> {
  readonly title: string;
  readonly lines: readonly IMetric[];
  readonly unit?: string;
  readonly width: number;
}

/** A graph whose axis begins at zero: a line that starts half-way up the widget makes every ripple look like a wave. */
export function graph({ title, lines, unit, width, ...rest }: GraphOptions): GraphWidget {
  return new GraphWidget({
    title,
    left: [...lines],
    leftYAxis: { min: 0, ...(unit !== undefined && { label: unit, showUnits: false }) },
    width,
    height: 6,
    liveData: true,
    ...rest,
  });
}

export const table = ({ functions }: Watched, { name, lines }: LogQuery, width: number, height = 6): LogQueryWidget =>
  new LogQueryWidget({
    title: name,
    logGroupNames: Object.values(functions).map(({ logGroup }) => logGroup.logGroupName),
    queryLines: [...lines],
    view: LogQueryVisualizationType.TABLE,
    width,
    height,
  });
