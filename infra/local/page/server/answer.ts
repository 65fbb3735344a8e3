import { CELL_MS } from '../../telemetry/metrics/metric-store.ts';
import type { LocalTelemetry } from '../../telemetry/telemetry.ts';
import type { View } from '../dashboard/fill-chart.ts';
import { fillDashboard } from '../dashboard/fill-dashboard.ts';
import type { DashboardDefinition } from '../dashboard/read-dashboard.ts';
import type { MarketingTab } from '../marketing/marketing-tab.ts';
import type { Answer } from './page-server.ts';

export interface AnswerOptions {
  readonly dashboard: DashboardDefinition;
  readonly telemetry: LocalTelemetry;
  readonly marketing: MarketingTab;
}

/** More points than this would not be told apart on a screen. */
const MOST_POINTS = 360;

/**
 * - `dashboard?minutes=&step=` the filled dashboard; without minutes since the start, `step=deployed` by the periods of
 *   the widgets themselves
 * - `alarms` their states and what has changed
 * - `marketing`; `marketing/{tenant}/contacts?from=`, `…/rejections?from=`, `…/collections/{name}?from=`
 */
export function createAnswer({ dashboard, telemetry, marketing }: AnswerOptions): Answer {
  return (path, query) => {
    const [topic, tenantId, kind, name] = path;
    const from = Math.max(0, Math.trunc(Number(query.get('from') ?? 0)) || 0);
    if (topic === 'dashboard') return fillDashboard(dashboard, telemetry, readView(query, telemetry));
    if (topic === 'alarms') {
      const nowMs = telemetry.now();
      return { nowMs, alarms: telemetry.alarms.evaluate(nowMs), changes: telemetry.alarms.changes };
    }
    if (topic !== 'marketing') return undefined;
    if (tenantId === undefined) return marketing.overview();
    if (kind === 'contacts') return marketing.contacts(tenantId, from);
    if (kind === 'rejections') return marketing.rejections(tenantId, from);
    return kind === 'collections' && name !== undefined ? marketing.collection(tenantId, name, from) : undefined;
  };
}

function readView(query: URLSearchParams, telemetry: LocalTelemetry): View {
  const endMs = telemetry.now();
  const minutes = Number(query.get('minutes'));
  const startMs = minutes > 0 ? endMs - minutes * 60_000 : telemetry.startedMs;
  const finest = Math.ceil((endMs - startMs) / MOST_POINTS / CELL_MS) * CELL_MS;
  const begin = Math.floor(startMs / CELL_MS) * CELL_MS;
  return { startMs: begin, endMs, stepMs: query.get('step') === 'deployed' ? undefined : Math.max(CELL_MS, finest) };
}
