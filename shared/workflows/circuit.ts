import { isSharedReason } from '../domain/circuit.ts';
import { reissueLane } from '../domain/lane.ts';
import { TRACK_NAMES, type TrackKey } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import { nextMessage } from './next-message.ts';
import type { TenantView } from './tenant-view.ts';

const nameOf = ({ stream, track }: Pick<TrackKey, 'stream' | 'track'>, laneIndex: number): string =>
  `${stream} ${track} ${laneIndex}`;

/** Says of a resting lane whether it goes on at this tick. */
export type MayGoOn = (key: TrackKey, laneIndex: number, code: string) => boolean;

/** Of all lanes that rest for the same shared reason one tries for the others, of the live track if there is one. */
export function chooseTries(view: TenantView): MayGoOn {
  const chosen = new Map<string, string>();
  for (const track of TRACK_NAMES) {
    for (const { name } of view.streams) {
      for (const [laneIndex, lane] of (view.find(name, track)?.run?.lanes ?? []).entries()) {
        const code = lane.resting?.code;
        if (code !== undefined && !chosen.has(code)) chosen.set(code, nameOf({ stream: name, track }, laneIndex));
      }
    }
  }
  return (key, laneIndex, code) => !isSharedReason(code) || chosen.get(code) === nameOf(key, laneIndex);
}

/**
 * The lane that tried has got through: those that rest for the same reason go on. What is missed here, because this dies or
 * a lane comes to rest meanwhile, is tried again at the next tick.
 */
export async function releaseResting(tenantId: string, code: string, ports: Ports): Promise<void> {
  const now = ports.clock.now();
  let released = 0;
  for (const track of await ports.tracks.listTracks(tenantId)) {
    const { run } = track;
    if (!run) continue;
    for (const [laneIndex, lane] of run.lanes.entries()) {
      if (lane.resting?.code !== code) continue;
      const after = reissueLane(lane, now);
      if (!(await ports.tracks.putLane(track, run.id, laneIndex, lane.step, after))) continue;
      await ports.queue.send(nextMessage(track, run, laneIndex, after));
      released += 1;
    }
  }
  ports.observer.note('lanesReleased', { tenantId, why: code, lanes: released });
}
