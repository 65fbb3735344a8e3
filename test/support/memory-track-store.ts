import type { Instant } from '../../shared/domain/instant.ts';
import { type Doubt, type Lane, mergeDoubts } from '../../shared/domain/lane.ts';
import type { Run, RunSummary } from '../../shared/domain/run.ts';
import type { RunRequest } from '../../shared/domain/run-request.ts';
import type { Problem, Track, TrackKey } from '../../shared/domain/track.ts';
import type { TrackStore } from '../../shared/ports.ts';

/** The state table in memory, with the same conditions as the real one; what is read out is a copy, as over a network. */
export class MemoryTrackStore implements TrackStore {
  readonly items = new Map<string, Track>();
  readonly runs: RunSummary[] = [];
  /** Every watermark ever held, in order, for tests that forbid steps backwards. */
  readonly watermarks: { key: string; to: Instant }[] = [];

  static keyOf = ({ tenantId, stream, track }: TrackKey): string => `${tenantId} ${stream} ${track}`;

  find(key: TrackKey): Track | undefined {
    return this.items.get(MemoryTrackStore.keyOf(key));
  }

  async listTracks(tenantId: string): Promise<Track[]> {
    return copyOf([...this.items.values()].filter((track) => track.tenantId === tenantId));
  }

  async getTrack(key: TrackKey): Promise<Track | undefined> {
    return copyOf(this.find(key));
  }

  async putRequest(key: TrackKey, request: RunRequest): Promise<boolean> {
    const known = (this.find(key) ?? key) as Track;
    if (known.requested) return false;
    this.#put({ ...known, requested: copyOf(request) });
    return true;
  }

  async putSentBy(key: TrackKey, sentBy: string): Promise<void> {
    this.#put({ ...((this.find(key) ?? key) as Track), sentBy });
  }

  async beginLive(key: TrackKey, watermark: Instant, sentBy: string): Promise<boolean> {
    const { problem: _, ...known } = (this.find(key) ?? key) as Track;
    if (known.watermark) return false;
    this.#put({ ...known, watermark, sentBy });
    return true;
  }

  async openRun(before: Track, run: Run, heldSince: Instant | undefined): Promise<boolean> {
    const known = this.find(before);
    if (known?.run || known?.completedAt !== before.completedAt || known?.watermark !== before.watermark) return false;
    if (known?.requested?.at !== before.requested?.at) return false;
    const { problem: _, isWaiting: __, heldSince: ___, requested: ____, ...rest } = known ?? before;
    this.#put({ ...rest, run: copyOf(run), ...(heldSince && { heldSince }) });
    return true;
  }

  async abandonRun(before: Track, run: Run): Promise<boolean> {
    const known = this.find(before);
    if (known?.run?.id !== run.id || known.run.lanes.some(({ step }) => step !== 1)) return false;
    const { run: _, heldSince: __, ...rest } = known;
    const { heldSince, requested } = before;
    this.#put({ ...rest, isWaiting: true, ...(heldSince && { heldSince }), ...(requested && { requested }) });
    return true;
  }

  async moveWatermark(before: Track, to: Instant, heldSince: Instant | undefined): Promise<boolean> {
    const known = this.find(before);
    if (!known || known.run || known.watermark !== before.watermark) return false;
    const { problem: _, isWaiting: __, heldSince: ___, ...rest } = known;
    this.#put({ ...rest, watermark: to, ...(heldSince && { heldSince }) });
    return true;
  }

  async putLane(key: TrackKey, runId: string, index: number, step: number, lane: Lane): Promise<Track | undefined> {
    const track = copyOf(this.find(key));
    if (!track?.run || track.run.id !== runId || track.run.lanes[index]?.step !== step) return undefined;
    track.run.lanes[index] = copyOf(lane);
    this.#put(track);
    return copyOf(track);
  }

  async closeRun(track: Track, run: Run, summary: RunSummary, after: Partial<Track>): Promise<boolean> {
    const known = this.find(track);
    if (known?.run?.id !== run.id || !known.run.lanes.every(({ isDone }) => isDone)) return false;
    this.runs.push(copyOf(summary));
    const { run: _, problem: __, ...rest } = known;
    this.#put({ ...rest, ...after, lastRun: summary });
    return true;
  }

  async putProblem(key: TrackKey, problem: Problem | undefined): Promise<void> {
    const { problem: _, ...rest } = (this.find(key) ?? key) as Track;
    this.#put({ ...rest, ...(problem && { problem }) });
  }

  async clearProblem(track: Track): Promise<void> {
    const { problem, ...rest } = (this.find(track) ?? track) as Track;
    if (problem?.code !== track.problem?.code || problem?.since !== track.problem?.since) return;
    if (!rest.run?.lanes.some(({ resting }) => resting)) this.#put(rest);
  }

  async putDoubt(key: TrackKey, doubt: Doubt): Promise<void> {
    const known = this.find(key) ?? key;
    this.#put({ ...known, doubt: mergeDoubts((known as Track).doubt, doubt) ?? doubt });
  }

  async putWaiting(key: TrackKey, isWaiting: boolean): Promise<void> {
    const { isWaiting: _, ...rest } = (this.find(key) ?? key) as Track;
    this.#put({ ...rest, ...(isWaiting && { isWaiting }) });
  }

  #put(track: Track): void {
    const key = MemoryTrackStore.keyOf(track);
    if (track.watermark && track.watermark !== this.items.get(key)?.watermark) {
      this.watermarks.push({ key, to: track.watermark });
    }
    this.items.set(key, track);
  }
}

/** What goes over a network is JSON, and copying it this way is several times quicker than `structuredClone`. */
const copyOf = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));
