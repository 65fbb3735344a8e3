/**
 * Questions to the logs. Each becomes a saved query of Logs Insights, and some are widgets of the dashboard: what metrics
 * would have to be bought for, tenant by tenant, costs nothing here until somebody asks.
 */
export interface LogQuery {
  /** Part of its name in the console. */
  readonly name: string;
  readonly lines: readonly string[];
}

const TAGS = 'tenantId, stream, track, runId, laneIndex';

export const LOG_QUERIES = {
  lag: {
    name: 'Lag by tenant and stream',
    lines: [
      'filter message = "streamStanding"',
      'stats latest(lagSeconds) / 60 as lagMinutes, latest(@timestamp) as seen by tenantId, stream',
      'sort lagMinutes desc',
    ],
  },
  problems: {
    name: 'Problems and what to do',
    lines: [
      'filter message in ["laneRests", "streamHeldUp"]',
      'stats count(*) as times, latest(@timestamp) as last, latest(problem.remedy) as remedy by tenantId, stream, code',
      'sort last desc',
    ],
  },
  rejections: {
    name: 'Rejections by tenant and stream',
    lines: [
      'filter message = "pageBooked" and rejected > 0',
      'stats sum(rejected) as refused, sum(read) as readThere by tenantId, stream',
      'sort refused desc',
    ],
  },
  runs: {
    name: 'Runs that closed, with their books',
    lines: [
      'filter message = "runClosed"',
      'display @timestamp, tenantId, stream, track, runId, seconds, read, imported, rejected',
      'sort @timestamp desc',
    ],
  },
  openRuns: {
    name: 'Runs open too long',
    lines: [
      'filter message = "runTooOld"',
      'stats latest(ageSeconds) / 3600 as ageHours, latest(progress) as done by tenantId, stream, track, runId',
      'sort ageHours desc',
    ],
  },
  putOff: {
    name: 'Steps put off, by cause',
    lines: [
      'filter message in ["pagePutOff", "settlePutOff"]',
      'stats count(*) as times, avg(delaySeconds) as meanDelay by tenantId, stream, code',
      'sort times desc',
    ],
  },
  configEdits: {
    name: 'Config items that cannot be used',
    lines: [
      'filter message in ["configInvalid", "settingsInvalid"]',
      'stats count(*) as times, latest(@timestamp) as last by tenantId, item',
      'sort last desc',
    ],
  },
  surprises: {
    name: 'Errors nobody expected',
    lines: [
      'filter message in ["tenantFailed", "messageFailed", "configCheckFailed"] or @message like /Task timed out|Runtime\\./',
      `display @timestamp, message, code, problem.error, ${TAGS}, function_request_id`,
      'sort @timestamp desc',
    ],
  },
  quiet: {
    name: 'Tenants by how quiet they are',
    lines: [
      'filter message = "tenantStanding"',
      'stats latest(quietTimesUsual) as quietTimesUsual by tenantId',
      'sort quietTimesUsual desc',
    ],
  },
  story: {
    name: 'One run, line by line',
    lines: [
      'filter runId = "put the id of the run here"',
      `display @timestamp, level, message, code, ${TAGS}, step, importId, read, imported, rejected`,
      'sort @timestamp asc',
    ],
  },
} as const satisfies Readonly<Record<string, LogQuery>>;
