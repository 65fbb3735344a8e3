import { isPassing, MISSING_CONTACT_CODES } from '../domain/failure-codes.ts';
import { secondsBetween } from '../domain/instant.ts';
import { MAX_REFUSALS, RETRY_LOOKBACK_SECONDS } from '../domain/pacing.ts';
import type { StoredRejection } from '../domain/rejection.ts';
import { TRACK_NAMES } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import type { TenantView } from './tenant-view.ts';

const AT_ONCE = 1000;

/**
 * Refused for a reason that may pass, and not so often that only a person should try again. A record whose contact is
 * missing has been tried three times over on the spot, and its contact with it: what kept that one out has to change first.
 */
export const isWorthRetrying = ({ code, times }: StoredRejection): boolean =>
  isPassing(code) && !MISSING_CONTACT_CODES.has(code) && times < MAX_REFUSALS;

/**
 * Asks for a replay of records that were refused for a reason that may pass by itself, such as a report that did not name
 * them. The list is looked at only after a run that has refused something has closed lately; the clock decides nothing but
 * when, and a record that is missed waits for the next such run or for a person.
 */
export async function retryPassing(stream: Stream, view: TenantView, ports: Ports): Promise<void> {
  if (stream.rejectsAs !== stream.name) return;
  const replay = view.find(stream.name, 'replay') ?? view.keyOf(stream.name, 'replay');
  if (('run' in replay && replay.run) || ('requested' in replay && replay.requested)) return;
  if (!hasRefusedLately(stream, view, ports) || !(await findsOne(stream, view, ports))) return;
  const request = { reason: 'refused for what may pass', at: ports.clock.now(), replay: { onlyPassing: true } };
  const isNew = await ports.tracks.putRequest(replay, request);
  if (isNew) view.put({ ...replay, requested: request });
}

function hasRefusedLately({ name }: Stream, view: TenantView, ports: Ports): boolean {
  const now = ports.clock.now();
  return view.streams
    .filter(({ rejectsAs }) => rejectsAs === name)
    .flatMap((one) => TRACK_NAMES.flatMap((track) => view.find(one.name, track)?.lastRun ?? []))
    .some(({ counts, closedAt }) => counts.rejected > 0 && secondsBetween(closedAt, now) <= RETRY_LOOKBACK_SECONDS);
}

async function findsOne({ name }: Stream, { tenantId }: TenantView, ports: Ports): Promise<boolean> {
  let after: string | undefined;
  for (;;) {
    const listed = await ports.rejections.listRejectionsAfter(tenantId, name, after, AT_ONCE);
    if (listed.some(isWorthRetrying)) return true;
    after = listed.at(-1)?.id;
    if (listed.length < AT_ONCE) return false;
  }
}
