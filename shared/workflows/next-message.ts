import type { Lane } from '../domain/lane.ts';
import type { Message } from '../domain/message.ts';
import { pollDelaySeconds } from '../domain/pacing.ts';
import type { Run } from '../domain/run.ts';
import type { TrackKey } from '../domain/track.ts';

/** The one message that a lane is waiting for, read off the lane itself; nothing for a lane that is done. */
export function nextMessage(
  key: TrackKey,
  run: Run,
  laneIndex: number,
  lane: Lane,
): { message: Message; delaySeconds?: number }[] {
  if (lane.isDone) return [];
  const { tenantId, stream, track } = key;
  const address = { version: 1 as const, tenantId, stream, track, runId: run.id, laneIndex, step: lane.step };
  return lane.import
    ? [{ message: { ...address, type: 'settle', poll: 0 }, delaySeconds: pollDelaySeconds(0) }]
    : [{ message: { ...address, type: 'page', attempt: 0 } }];
}
