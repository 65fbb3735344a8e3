import type { AlarmStanding } from '../../telemetry/alarms/alarm-watch.ts';
import { answerInsights } from '../../telemetry/logs/answer-insights.ts';
import { parseInsights } from '../../telemetry/logs/parse-insights.ts';
import { UnsupportedError } from '../../telemetry/metrics/statistic.ts';
import type { LocalTelemetry } from '../../telemetry/telemetry.ts';
import type { AlarmView, DashboardView, WidgetView } from '../model.ts';
import { type Filled, fillMetric, type View } from './fill-chart.ts';
import { parseMarkdown } from './markdown.ts';
import type { DashboardDefinition, Widget } from './read-dashboard.ts';

/** Draws the stack's own dashboard with what was measured on this machine. */
export function fillDashboard(
  { name, widgets }: DashboardDefinition,
  telemetry: LocalTelemetry,
  view: View,
): DashboardView {
  const standings = telemetry.alarms.evaluate(telemetry.now());
  return {
    name,
    nowMs: view.endMs,
    startedMs: telemetry.startedMs,
    widgets: widgets.map((widget) => fillWidget(widget, telemetry, standings, view)),
    alarms: standings.map(toView),
  };
}

function fillWidget(
  widget: Widget,
  telemetry: LocalTelemetry,
  standings: readonly AlarmStanding[],
  view: View,
): WidgetView {
  const { content, ...placed } = widget;
  try {
    return { ...placed, ...fillContent(widget, telemetry, standings, view) };
  } catch (error) {
    if (!(error instanceof UnsupportedError)) throw error;
    return { ...placed, body: { kind: 'missing', reason: error.message }, notes: [] };
  }
}

function fillContent(
  { content }: Widget,
  { metrics, lines }: LocalTelemetry,
  standings: readonly AlarmStanding[],
  view: View,
): Filled {
  switch (content.kind) {
    case 'text':
      return { body: { kind: 'text', blocks: parseMarkdown(content.markdown) }, notes: [] };
    case 'metric':
      return fillMetric(content, metrics, view);
    case 'alarm': {
      const shown = standings.filter(({ arn }) => content.arns.includes(arn));
      return { body: { kind: 'alarms', alarms: shown.map(toView) }, notes: [] };
    }
    case 'log': {
      const { columns, rows } = answerInsights(parseInsights(content.query), lines.between(view.startMs, view.endMs));
      const cells = rows.map((row) => row.map((value) => value ?? null));
      return { body: { kind: 'table', columns, rows: cells }, notes: [] };
    }
    case 'other':
      throw new UnsupportedError(`Widgets of the type "${content.type}" are not built into the local page.`);
  }
}

const toView = ({ name, description, state, sinceMs, problem }: AlarmStanding): AlarmView => ({
  name,
  description,
  state,
  sinceMs,
  ...(problem !== undefined && { problem }),
});
