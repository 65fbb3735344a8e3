import { z } from 'zod';
import { TemplateError } from '../../template/resolve.ts';
import type { Template } from '../../template/template.ts';
import type { Axis, Place } from '../model.ts';
import { readMetricList, type WidgetLine } from './metric-list.ts';

export interface Widget extends Place {
  readonly title: string;
  readonly content: WidgetContent;
}

export type WidgetContent =
  | { readonly kind: 'text'; readonly markdown: string }
  | ({ readonly kind: 'metric' } & MetricContent)
  | { readonly kind: 'alarm'; readonly arns: readonly string[] }
  | { readonly kind: 'log'; readonly query: string; readonly view: string }
  | { readonly kind: 'other'; readonly type: string };

export interface MetricContent {
  readonly view: 'timeSeries' | 'singleValue' | 'gauge' | 'bar' | 'pie';
  readonly isStacked: boolean;
  readonly lines: readonly WidgetLine[];
  readonly axes: { readonly left: Axis; readonly right: Axis };
  readonly marks: readonly { readonly value: number; readonly label: string; readonly axis: 'left' | 'right' }[];
  /** Numbers are over the whole time that is looked at. */
  readonly isOverTimeRange: boolean;
}

export interface DashboardDefinition {
  readonly name: string;
  readonly widgets: readonly Widget[];
}

const axis = z.object({ min: z.number().optional(), max: z.number().optional(), label: z.string().optional() });
const NO_AXIS = {};

const metricSchema = z.object({
  title: z.string().default(''),
  view: z.enum(['timeSeries', 'singleValue', 'gauge', 'bar', 'pie']).default('timeSeries'),
  stacked: z.boolean().default(false),
  metrics: z.array(z.array(z.unknown())).default([]),
  stat: z.string().optional(),
  period: z.number().optional(),
  setPeriodToTimeRange: z.boolean().default(false),
  yAxis: z.object({ left: axis.default(NO_AXIS), right: axis.default(NO_AXIS) }).default({ left: {}, right: {} }),
  annotations: z
    .object({
      horizontal: z
        .array(
          z.object({
            value: z.number(),
            label: z.string().default(''),
            yAxis: z.enum(['left', 'right']).default('left'),
          }),
        )
        .default([]),
    })
    .default({ horizontal: [] }),
});

const bodySchema = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      x: z.number().default(0),
      y: z.number().default(0),
      width: z.number().default(6),
      height: z.number().default(6),
      properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** The dashboards that the templates define, ready to be filled. */
export const readDashboards = (template: Template): DashboardDefinition[] =>
  template
    .list(
      'AWS::CloudWatch::Dashboard',
      z.object({ DashboardBody: z.string(), DashboardName: z.string().default('dashboard') }),
    )
    .map(({ properties }) => ({
      name: properties.DashboardName,
      widgets: readBody(properties.DashboardBody, properties.DashboardName),
    }));

/** @throws TemplateError when it is no dashboard body (CloudWatch: Dashboard body structure and syntax) */
export function readBody(body: string, name: string): Widget[] {
  try {
    return bodySchema.parse(JSON.parse(body)).widgets.map(({ type, properties, ...place }) => ({
      ...place,
      title: typeof properties.title === 'string' ? properties.title : '',
      content: readContent(type, properties),
    }));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : error;
    throw new TemplateError(`The dashboard ${name} cannot be drawn: ${why}`);
  }
}

function readContent(type: string, properties: Readonly<Record<string, unknown>>): WidgetContent {
  switch (type) {
    case 'text':
      return { kind: 'text', markdown: z.object({ markdown: z.string() }).parse(properties).markdown };
    case 'alarm':
      return { kind: 'alarm', arns: z.object({ alarms: z.array(z.string()) }).parse(properties).alarms };
    case 'log': {
      const { query, view } = z.object({ query: z.string(), view: z.string().default('table') }).parse(properties);
      return { kind: 'log', query, view };
    }
    case 'metric':
      return { kind: 'metric', ...readMetric(properties) };
    default:
      return { kind: 'other', type };
  }
}

function readMetric(properties: Readonly<Record<string, unknown>>): MetricContent {
  const { view, stacked, metrics, stat, period, setPeriodToTimeRange, yAxis, annotations } =
    metricSchema.parse(properties);
  return {
    view,
    isStacked: stacked,
    lines: readMetricList(metrics, {
      ...(stat !== undefined && { stat }),
      ...(period !== undefined && { period }),
    }),
    axes: { left: toAxis(yAxis.left), right: toAxis(yAxis.right) },
    marks: annotations.horizontal.map(({ value, label, yAxis: at }) => ({ value, label, axis: at })),
    isOverTimeRange: setPeriodToTimeRange,
  };
}

const toAxis = ({ min, max, label }: z.output<typeof axis>): Axis => ({
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
  ...(label !== undefined && { label }),
});
