import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from '@jest/globals';
import { PlainScreen } from '../../../infra/local/screen/plain-screen.ts';
import { findProgress, renderBars } from '../../../infra/local/screen/progress.ts';
import { renderTracks } from '../../../infra/local/screen/runs-table.ts';
import { renderSummary } from '../../../infra/local/screen/summary.ts';
import { renderTable, wrapText } from '../../../infra/local/screen/table.ts';
import { TerminalScreen } from '../../../infra/local/screen/terminal-screen.ts';
import { isAllBalanced, type Outcome, toJson } from '../../../infra/local/status/outcome.ts';
import type { StreamStatus } from '../../../infra/local/status/snapshot.ts';
import { noCounts } from '../../../shared/domain/counts.ts';
import { openLane } from '../../../shared/domain/lane.ts';
import { cutRanges } from '../../../shared/domain/lane-range.ts';
import type { RunSummary } from '../../../shared/domain/run.ts';

const AT = '2026-01-01T12:00:00.000Z';
const run = (id: string, facts: Partial<RunSummary> = {}): RunSummary => ({
  id,
  tenantId: 'acme',
  stream: 'customers',
  track: 'live',
  window: { from: '2026-01-01T11:55:00.000Z', to: AT },
  reason: 'schedule',
  openedAt: AT,
  closedAt: AT,
  seconds: 1.5,
  counts: { ...noCounts(), read: 12, imported: 9, rejected: 1, skipped: { noEmail: 2 } },
  ...facts,
});
const HISTORY = run('first', {
  track: 'history',
  window: { to: AT },
  counts: { ...noCounts(), read: 20_000, imported: 20_000, calls: { commercetools: 46, marketing: 14 } },
});
const lanes = cutRanges(2).map((range) => openLane(range, 500, AT, AT));
const WALKING: StreamStatus = {
  tenantId: 'acme',
  stream: 'customers',
  isLiveOnly: false,
  tracks: [
    { tenantId: 'acme', stream: 'customers', track: 'live', watermark: AT },
    {
      tenantId: 'acme',
      stream: 'customers',
      track: 'history',
      run: {
        ...HISTORY,
        openedAt: AT,
        startedAt: AT,
        openingCalls: { commercetools: 1, marketing: 0 },
        lanes: [
          { ...(lanes[0] ?? openLane({}, 500, AT, AT)), cursor: '40000000-0000-4000-8000-000000000000' },
          { ...(lanes[1] ?? openLane({}, 500, AT, AT)), isDone: true },
        ],
      },
    },
  ],
};
const OBSTACLE = {
  tenantId: 'acme',
  stream: 'customers',
  problem: { code: 'secret.missing', message: 'The secret does not exist.', remedy: 'Create it.', since: AT },
};
const OUTCOME: Outcome = {
  runs: [HISTORY, run('second'), run('third')],
  rejections: [
    {
      tenantId: 'acme',
      stream: 'customers',
      id: 'b1946ac9-0000-4000-8000-000000000000',
      code: 'InvalidEmail',
      firstSeen: AT,
      lastSeen: AT,
      times: 1,
      runId: 'first',
    },
  ],
  obstacles: [],
  holdings: { contacts: 19_999, collections: { Orders: 7 } },
  seconds: 7,
  functions: [
    { name: 'sync-SyncWorker', invocations: 1200, peakMemoryMb: 181.6 },
    { name: 'sync-CheckConfig', invocations: 0, peakMemoryMb: 0 },
  ],
};
const collect = (): { stream: PassThrough; text: () => string } => {
  const stream = new PassThrough();
  return { stream, text: () => String(stream.read() ?? '') };
};

describe('a table', () => {
  it('lines numbers up by their last digit and words by their first letter', () => {
    const columns = [{ title: 'stream' }, { title: 'read', isNumber: true }];
    expect(
      renderTable(columns, [
        ['customers', '5'],
        ['orders', '12,345'],
      ]),
    ).toEqual(['stream       read', 'customers       5', 'orders     12,345']);
  });

  it('leaves no line of a text longer than its width', () => {
    expect(wrapText('one two three four', 9, '  ')).toEqual(['one two', '  three', '  four']);
  });
});

describe('progress', () => {
  it('is the place of the cursors in their ranges, and nothing else', () => {
    const [progress] = findProgress([WALKING]);
    expect(progress).toMatchObject({ name: 'acme customers history', share: 0.75, lanes: 2, openLanes: 1 });
    expect(
      renderBars([progress ?? { name: '', share: 0, settled: 0, imports: 0, lanes: 0, openLanes: 0, resting: '' }]),
    ).toEqual(['acme customers history  [##################......]  75 %  0 records settled, 1 of 2 lanes open']);
  });
});

describe('the table of tracks', () => {
  it('sums the runs of a track up and ends with what goes on', () => {
    const [, history, live, ...others] = renderTracks(OUTCOME.runs, [WALKING]);
    expect(history).toMatch(/acme +customers +history +1 +all before 2026-01-01 12:00:00 +20,000 +20,000 +0 +0/);
    expect(live).toMatch(/acme +customers +live +2 +11:55:00 - 12:00:00 +24 +18 +2 +4 noEmail +3.0 s/);
    expect(others).toEqual([]);
  });
});

describe('without a terminal', () => {
  it('every line is plain, and each run and obstacle is told once', () => {
    const { stream, text } = collect();
    const screen = new PlainScreen(stream);
    const view = { snapshot: { streams: [WALKING], unreadable: [] }, runs: [HISTORY], obstacles: [OBSTACLE] };
    screen.show(view);
    screen.show({ ...view, runs: [HISTORY, run('second'), run('empty', { counts: noCounts() })] });
    expect(text().trim().split('\n')).toEqual([
      'acme customers history, all before 2026-01-01 12:00:00: read 20,000, imported 20,000, rejected 0, skipped 0, took 1.5 s',
      'Held up: acme customers: The secret does not exist. Create it. (secret.missing)',
      'acme customers live, 11:55:00 - 12:00:00: read 12, imported 9, rejected 1, skipped 2 noEmail, took 1.5 s',
    ]);
  });
});

describe('on a terminal', () => {
  it('the state is drawn in place of the one before, each line cut to the width', () => {
    const { stream, text } = collect();
    const screen = new TerminalScreen(Object.assign(stream, { columns: 60, rows: 30 }) as unknown as WriteStream);
    const view = { snapshot: { streams: [WALKING], unreadable: [] }, runs: [HISTORY], obstacles: [OBSTACLE] };
    screen.show(view);
    const first = text();
    const drawn = first.split('\n').length - 1;
    expect(Math.max(...first.split('\n').map((line) => line.length))).toBeLessThan(60);
    screen.show(view);
    expect(text()).toBe(`\u001b[${drawn}A\u001b[0J${first}`);
    screen.say('This stays.');
    screen.say('And this.');
    expect(text()).toBe(`\u001b[${drawn}A\u001b[0JThis stays.\nAnd this.\n`);
  });
});

describe('the last screen', () => {
  const render = (outcome: Outcome) =>
    renderSummary({
      outcome,
      streams: [WALKING],
      tallies: [{ level: 'WARN', message: 'pagePutOff', count: 3 }],
      logFile: 'run-1/handlers.log',
      hints: ['npm start'],
    }).join('\n');

  it('says what happened, what was refused and what to do about it, and where to look', () => {
    const text = render(OUTCOME);
    expect(text).toContain('20,024 records read, 20,018 imported, 2 rejected, 4 skipped in 7.0 s');
    expect(text).toContain('The books of every run balance');
    expect(text).toContain('Marketing now holds 19,999 contacts, 7 records in Orders.');
    expect(text).toContain('acme customers: InvalidEmail, 1 record.');
    expect(text).toContain('b1946ac9-0000-4000-8000-000000000000');
    expect(text).toContain('3 x pagePutOff (WARN)');
    expect(text).toContain('run-1/handlers.log');
    expect(text).toContain('read      records that commercetools gave out');
  });

  it('is loud about books that do not balance', () => {
    const unbalanced = { ...OUTCOME, runs: [run('bad', { counts: { ...noCounts(), read: 1 } })] };
    expect(isAllBalanced(unbalanced)).toBe(false);
    expect(render(unbalanced)).toContain('DO NOT BALANCE');
  });

  it('says how much memory the functions that ran have held', () => {
    expect(render(OUTCOME)).toContain('sync-SyncWorker 182 MB (1,200 invocations)');
    expect(render(OUTCOME)).not.toContain('sync-CheckConfig');
  });

  it('can also be had as JSON, in the promised form', () => {
    expect(toJson({ ...OUTCOME, obstacles: [OBSTACLE] })).toEqual({
      balanced: true,
      seconds: 7,
      runs: [
        expect.objectContaining({ track: 'history', from: null, to: AT, calls: { commercetools: 46, marketing: 14 } }),
        {
          tenant: 'acme',
          stream: 'customers',
          track: 'live',
          from: '2026-01-01T11:55:00.000Z',
          to: AT,
          read: 12,
          imported: 9,
          rejected: 1,
          skipped: { noEmail: 2 },
          seconds: 1.5,
          calls: { commercetools: 0, marketing: 0 },
        },
        expect.objectContaining({ track: 'live' }),
      ],
      marketing: { contacts: 19_999, collections: { Orders: 7 } },
      functions: [
        { name: 'sync-SyncWorker', invocations: 1200, peakMemoryMb: 182 },
        { name: 'sync-CheckConfig', invocations: 0, peakMemoryMb: 0 },
      ],
      rejections: [
        { tenant: 'acme', stream: 'customers', id: 'b1946ac9-0000-4000-8000-000000000000', code: 'InvalidEmail' },
      ],
      problems: [
        {
          tenant: 'acme',
          stream: 'customers',
          code: 'secret.missing',
          message: 'The secret does not exist.',
          remedy: 'Create it.',
        },
      ],
    });
    expect(toJson({ ...OUTCOME, holdings: undefined }).marketing).toEqual({ contacts: null, collections: {} });
  });
});
