import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { secondsBetween } from '../../../../shared/domain/instant.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import type { Track } from '../../../../shared/domain/track.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';
import type { Ops } from '../../ops.ts';
import type { Examination } from './finding.ts';

const AREA = 'sync';

/** Three ticks of the usual schedule: one may be late, and a run takes its time. */
const LAG_LIMIT_MINUTES = 45;

/** How far the streams are, what holds them up, and what has been given up. */
export async function examineSync(tenant: Tenant, streams: readonly Stream[], exam: Examination, ops: Ops) {
  await examineQueues(exam, ops);
  const tracks = await ops.stores.tracks.listTracks(tenant.tenantId);
  if (tenant.enabled) examineTick(tracks, exam, ops);
  for (const { name } of streams) {
    examineStream(
      name,
      tracks.filter(({ stream }) => stream === name),
      tenant,
      exam,
      ops,
    );
  }
  await examineRejections(tenant, exam, ops);
}

/** Every tick moves the watermark of whatever is level, so the youngest one tells when the last tick came. */
function examineTick(tracks: readonly Track[], exam: Examination, ops: Ops): undefined {
  const watermarks = tracks.flatMap(({ watermark }) => watermark ?? []).sort();
  const youngest = watermarks.at(-1);
  if (youngest === undefined)
    return exam.skip(AREA, 'last tick', 'no stream has begun yet, so there is no trace of one');
  const minutes = Math.max(0, Math.round(secondsBetween(youngest, ops.clock.now()) / 60));
  const message = `the youngest watermark is ${minutes} min old`;
  if (minutes <= LAG_LIMIT_MINUTES) return exam.add(AREA, 'last tick', { message });
  exam.add(AREA, 'last tick', {
    state: 'problem',
    message: `${message}: either no tick has come, or every stream is held up`,
    remedy:
      'Look at the log of the function fan-out, and whether its schedule is on; the lines below say what holds a stream up.',
  });
}

async function examineQueues(exam: Examination, { sqs, deployment }: Ops): Promise<void> {
  const { page, settle, pageDeadLetters, settleDeadLetters, configEditFailures } = deployment.queues;
  const waiting = { 'page queue': page, 'settle queue': settle };
  const dead = {
    'given-up pages': pageDeadLetters,
    'given-up settlements': settleDeadLetters,
    'given-up config checks': configEditFailures,
  };
  const count = async (url: string): Promise<number> => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
    return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
  };
  for (const [name, url] of Object.entries(waiting)) {
    await exam.look(AREA, name, async () => ({
      message: `${await count(url)} messages waiting, of all tenants`,
      found: true,
    }));
  }
  for (const [name, url] of Object.entries(dead)) {
    await exam.look(AREA, name, async () => {
      const found = await count(url);
      if (found === 0) return { message: 'none', found };
      return {
        state: 'problem',
        message: `${found} messages, of all tenants`,
        remedy: 'No record depends on them. Look for their cause in the logs; redrive gives them another try.',
        found,
      };
    });
  }
}

function examineStream(name: string, tracks: readonly Track[], tenant: Tenant, exam: Examination, ops: Ops): undefined {
  const check = `stream ${name}`;
  for (const { track, problem } of tracks) {
    if (!problem) continue;
    exam.add(AREA, `${check}, ${track}`, {
      state: 'problem',
      message: `${problem.message} (${problem.code}, since ${problem.since})`,
      ...(problem.remedy !== undefined && { remedy: problem.remedy }),
    });
  }
  const live = tracks.find(({ track }) => track === 'live');
  if (live?.watermark === undefined) {
    const message = 'has not begun yet; it begins at the next tick';
    return exam.add(AREA, check, {
      state: 'warning',
      message,
      remedy: 'If this lasts, look at the log of the function fan-out.',
    });
  }
  const minutes = Math.max(0, Math.round(secondsBetween(live.watermark, ops.clock.now()) / 60));
  const open = tracks.filter(({ run }) => run).map(({ track }) => track);
  const asked = tracks.flatMap(({ requested, track }) => (requested ? [`${track} (${requested.reason})`] : []));
  const message = `level up to ${live.watermark}, ${minutes} min ago${open.length > 0 ? `; ${open.join(' and ')} under way` : ''}${asked.length > 0 ? `; asked for: ${asked.join(', ')}` : ''}`;
  if (minutes <= LAG_LIMIT_MINUTES || !tenant.enabled) return exam.add(AREA, check, { message });
  exam.add(AREA, check, {
    state: 'problem',
    message,
    remedy: 'See what it waits for with status; if no tick has come at all, look at the log of the function fan-out.',
  });
}

async function examineRejections({ tenantId }: Tenant, exam: Examination, { stores }: Ops): Promise<void> {
  await exam.look(AREA, 'rejections', async () => {
    const rejections = await stores.rejections.listRejections(tenantId);
    if (rejections.length === 0) return { message: 'none', found: 0 };
    const byCode = Map.groupBy(rejections, ({ code }) => code);
    const codes = [...byCode].map(([code, all]) => `${all.length} ${code}`).join(', ');
    return {
      state: 'warning',
      message: `${rejections.length} records are refused: ${codes}`,
      remedy: `See them, and what to do, with rejections ${tenantId}.`,
      found: rejections.length,
    };
  });
}
