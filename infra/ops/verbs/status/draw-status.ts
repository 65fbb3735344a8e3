import { formatCount, formatReasons, formatSeconds, formatWindow } from '../../../local/screen/format.ts';
import { type Paint, printable } from '../../output/paint.ts';
import { drawTable } from '../../output/table.ts';
import type { ClosedRun, Funnel, OpenRun, StreamStatus, TenantStatus, TrackStatus } from './read-status.ts';

export function drawStatus(tenant: TenantStatus, paint: Paint): string[] {
  const state = tenant.isPaused ? paint('yellow', 'paused') : paint('green', 'active');
  return [
    `${paint('bold', tenant.tenantId)}  ${state}`,
    ...drawTable<StreamStatus>(
      [
        { title: 'stream', read: ({ stream }) => stream },
        { title: 'watermark (UTC)', read: ({ watermark }) => watermark?.slice(0, 19).replace('T', ' ') ?? 'not begun' },
        { title: 'lag', read: ({ lagSeconds }) => (lagSeconds === undefined ? '' : formatLag(lagSeconds)) },
        { title: 'first load', read: firstLoadOf },
        { title: 'rejections', read: ({ rejections }) => rejections, isNumber: true },
      ],
      tenant.streams,
      paint,
    ),
    ...tenant.streams.flatMap((stream) => stream.tracks.flatMap((track) => drawTrack(stream.stream, track, paint))),
    ...drawRuns(tenant.lastRuns, paint),
  ];
}

const formatLag = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60
    ? `${Math.floor(minutes / 60)} h ${minutes % 60} min`
    : `${Math.floor(minutes / 60 / 24)} days`;
};

const firstLoadOf = ({ tracks }: StreamStatus): string => {
  const history = tracks.find(({ track }) => track === 'history');
  if (history?.run) return 'under way';
  return history?.completedAt === undefined ? '-' : 'complete';
};

function drawTrack(stream: string, { track, run, requested, problem, isWaiting }: TrackStatus, paint: Paint): string[] {
  const name = `${stream} ${track}`;
  return [
    ...(run ? drawOpenRun(name, run, paint) : []),
    ...(requested
      ? [`${paint('cyan', 'asked for')} ${name}: ${originOf(requested)}, since ${requested.at.slice(0, 16)}`]
      : []),
    ...(isWaiting ? [`${paint('yellow', 'waits')}     ${name}: for a free lane`] : []),
    ...(problem
      ? [
          `${paint('red', 'problem')}   ${name}: ${printable(problem.message)} (${problem.code}, since ${problem.since.slice(0, 16)})`,
          ...(problem.remedy === undefined
            ? []
            : [`          ${paint('bold', 'to do:')} ${printable(problem.remedy)}`]),
        ]
      : []),
  ];
}

const originOf = ({ reason, by, why }: { reason: string; by?: string; why?: string }): string =>
  printable([reason, ...(by === undefined ? [] : [`by ${by}`]), ...(why === undefined ? [] : [`"${why}"`])].join(' '));

const BAR_WIDTH = 24;

function drawOpenRun(name: string, run: OpenRun, paint: Paint): string[] {
  const filled = Math.floor(run.progress * BAR_WIDTH);
  const bar = `${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}`;
  const left = run.secondsLeft === undefined ? '' : `, about ${formatSeconds(run.secondsLeft)} left`;
  return [
    `${paint('green', 'open')}      ${name}  [${bar}] ${Math.floor(run.progress * 100)} %${left}, ${run.openLanes} of ${run.lanes} lanes open`,
    `          ${originOf(run)}; ${formatWindow(run.window)}; ${describeFunnel(run.funnel)}`,
    ...run.resting.map((code) => `          ${paint('yellow', 'lanes rest until the next tick:')} ${code}`),
  ];
}

/** `120 read → 118 mapped → 118 sent → 117 imported; 1 rejected; skipped: 2 noEmail` */
export function describeFunnel({ read, mapped, sent, imported, rejected, skipped, flagged }: Funnel): string {
  const left = formatReasons(skipped);
  const seen = formatReasons(flagged);
  return [
    `${formatCount(read)} read → ${formatCount(mapped)} mapped → ${formatCount(sent)} sent → ${formatCount(imported)} imported`,
    ...(rejected > 0 ? [`${formatCount(rejected)} rejected`] : []),
    ...(left === '' ? [] : [`skipped: ${left}`]),
    ...(seen === '' ? [] : [`worth a look: ${seen}`]),
  ].join('; ');
}

function drawRuns(runs: readonly ClosedRun[], paint: Paint): string[] {
  if (runs.length === 0) return [];
  return [
    '',
    ...drawTable<ClosedRun>(
      [
        { title: 'last runs', read: ({ stream, track }) => `${stream} ${track}` },
        { title: 'closed (UTC)', read: ({ closedAt }) => closedAt.slice(0, 19).replace('T', ' ') },
        { title: 'took', read: ({ seconds }) => formatSeconds(seconds) },
        { title: 'why', read: originOf },
        { title: 'records', read: ({ funnel }) => describeFunnel(funnel) },
      ],
      runs,
      paint,
    ),
  ];
}
