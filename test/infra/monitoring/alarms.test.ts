import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LOG_QUERIES } from '../../../infra/monitoring/log-queries.ts';
import { RUNBOOK_FILE } from '../../../infra/monitoring/runbook.ts';
import { METRICS, metricNamespace } from '../../../shared/metric-names.ts';
import { type Resource, type StackTemplate, synthesizeTemplates } from '../templates.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PREFIX = 'commercetools-marketing-sync-prod-';

interface MetricStat {
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: { readonly Namespace: string; readonly MetricName: string } };
}

const alarmsOf = (sync: StackTemplate) =>
  new Map(
    sync
      .ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]): [string, Resource['Properties']] => [
        String(Properties.AlarmName).replace(PREFIX, ''),
        Properties,
      ]),
  );

const [articlesText = '', proceduresText = ''] = readFileSync(join(ROOT, RUNBOOK_FILE), 'utf8').split('# Procedures');
const articles = new Map(
  articlesText
    .split(/^## /m)
    .slice(1)
    .map((article): [string, string] => [article.slice(0, article.indexOf('\n')), article]),
);

describe('alarms', () => {
  const { sync } = synthesizeTemplates({ alarmEmail: 'ops@example.com' });
  const alarms = alarmsOf(sync);

  it('each have an article of their name, and each article has its alarm', () => {
    expect([...articles.keys()].sort()).toEqual([...alarms.keys()].sort());
  });

  it.each([...articles])('%s: the article says all five things', (_, article) => {
    const parts = [...article.matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['What it means', 'Who is affected', 'Where to look', 'What to do', 'When it is over']);
  });

  it('are pointed to by nothing in the runbook that is not there', () => {
    const headings = `${articlesText}${proceduresText}`.matchAll(/^## (.+)$/gm);
    const anchors = new Set([...headings].map(([, heading = '']) => anchorOf(heading)));
    const links = [...`${articlesText}${proceduresText}`.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(0);
    for (const anchor of links) expect([...anchors]).toContain(anchor);
  });

  it('name saved queries that exist', () => {
    const names = Object.values(LOG_QUERIES).map(({ name }): string => name);
    const named = [...articlesText.replaceAll(/\s+/g, ' ').matchAll(/_([A-Z][^_]{6,})_/g)].map(
      ([, name]) => name ?? '',
    );
    const queries = named.filter((name) => !['Queries', 'Concurrent executions', 'Start DLQ redrive'].includes(name));
    expect(queries.length).toBeGreaterThan(10);
    for (const name of queries) expect(names).toContain(name);
    const saved = sync.ofType('AWS::Logs::QueryDefinition').map(([, { Properties }]) => String(Properties.Name));
    expect(saved.sort()).toEqual(names.map((name) => `commercetools-marketing-sync/prod/${name}`).sort());
  });

  it.each([...alarms])('%s: says what to do, and tells the topic when it begins and when it is over', (name, alarm) => {
    expect(String(alarm.AlarmDescription)).toContain(`RUNBOOK.md#${name.toLowerCase()}`);
    expect(alarm.AlarmActions).toEqual([{ Ref: sync.idOf('AlarmTopicArn') }]);
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);
  });

  it.each([...alarms])('%s: asks for metrics that exist', (_, alarm) => {
    const asked = alarm.MetricName
      ? [{ Namespace: String(alarm.Namespace), MetricName: String(alarm.MetricName) }]
      : (alarm.Metrics as unknown as MetricStat[]).flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric] : []));
    expect(asked.length).toBeGreaterThan(0);
    for (const { Namespace, MetricName } of asked) {
      if (Namespace.startsWith('AWS/')) continue;
      expect(Namespace).toBe(metricNamespace('prod'));
      expect(Object.values(METRICS).map(({ name }): string => name)).toContain(MetricName);
    }
  });

  it('are such that no tick can be missed between two periods', () => {
    const tickMissing = alarms.get('TickMissing');
    expect(tickMissing).toMatchObject({ TreatMissingData: 'breaching', EvaluationPeriods: 3, Period: 900 });
    const others = [...alarms].filter(([name]) => name !== 'TickMissing');
    for (const [, alarm] of others) expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  it('do not miss what happens in one queue or function while the others are idle and publish nothing', () => {
    for (const name of ['DeadLetters', 'FunctionErrors', 'FunctionThrottles']) {
      const metrics = alarms.get(name)?.Metrics as unknown as (MetricStat & { readonly Id: string })[];
      const parts = metrics.filter(({ MetricStat: stat }) => stat).map(({ Id }) => `FILL(${Id}, 0)`);
      expect(parts.length).toBeGreaterThan(2);
      expect(metrics.flatMap(({ Expression }) => Expression ?? [])).toEqual([parts.join(' + ')]);
    }
  });

  it('follow the schedule of the stage and its target', () => {
    const hourly = alarmsOf(synthesizeTemplates({ scheduleMinutes: '120', lagTargetMinutes: '300' }).sync);
    expect(hourly.get('LagOverTarget')).toMatchObject({ Period: 7200, Threshold: 18_000 });
    expect(hourly.get('ConfigProblem')).toMatchObject({ Period: 7200, DatapointsToAlarm: 1, EvaluationPeriods: 2 });
    expect(alarms.get('LagOverTarget')).toMatchObject({ Period: 900, Threshold: 2700 });
    expect(alarms.get('ConfigProblem')).toMatchObject({ DatapointsToAlarm: 4, EvaluationPeriods: 5 });
  });

  it('go to the address that the stage names, and to none without one', () => {
    expect(sync.ofType('AWS::SNS::Subscription').map(([, { Properties }]) => Properties)).toMatchObject([
      { Protocol: 'email', Endpoint: 'ops@example.com' },
    ]);
    expect(synthesizeTemplates().sync.ofType('AWS::SNS::Subscription')).toEqual([]);
  });

  it('link to the runbook where people read it, if the stage says where', () => {
    const runbookUrl = 'https://wiki.example.com/runbook';
    const linked = alarmsOf(synthesizeTemplates({ runbookUrl }).sync);
    expect(String(linked.get('DeadLetters')?.AlarmDescription)).toContain(`${runbookUrl}#deadletters`);
  });
});

/** As GitHub and most renderers make them. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
