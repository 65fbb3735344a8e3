import type { DestinationKind } from '../domain/lane-budget.ts';
import type { Track, TrackName } from '../domain/track.ts';
import type { Stream } from '../streams/stream.ts';

/**
 * All tracks of one tenant as they stood when the tick read them, kept up to date with what this tick itself does. It
 * may be some seconds old by the time a run opens; held.ts and the conditional writes allow for that, because a view
 * never lives longer than an invocation, which is shorter than the overlap.
 */
export class TenantView {
  readonly streams: readonly Stream[];
  readonly tenantId: string;
  readonly #tracks = new Map<string, Track>();

  constructor(tenantId: string, streams: readonly Stream[], tracks: readonly Track[]) {
    this.tenantId = tenantId;
    this.streams = streams;
    for (const track of tracks) this.put(track);
  }

  put(track: Track): void {
    this.#tracks.set(`${track.stream} ${track.track}`, track);
  }

  find(stream: string, track: TrackName): Track | undefined {
    return this.#tracks.get(`${stream} ${track}`);
  }

  keyOf(stream: string, track: TrackName) {
    return { tenantId: this.tenantId, stream, track };
  }

  /** Tracks of every stream that writes the same records. */
  tracksWriting(destination: string): Track[] {
    const names = new Set(this.streams.filter(({ writes }) => writes.name === destination).map(({ name }) => name));
    return [...this.#tracks.values()].filter(({ stream }) => names.has(stream));
  }

  lanesInUse(kind: DestinationKind): number {
    const names = new Set(this.streams.filter(({ writes }) => writes.kind === kind).map(({ name }) => name));
    return [...this.#tracks.values()]
      .filter(({ stream }) => names.has(stream))
      .flatMap(({ run }) => run?.lanes ?? [])
      .filter(({ isDone }) => !isDone).length;
  }

  liveStreams(kind: DestinationKind): number {
    return this.streams.filter(({ writes }) => writes.kind === kind).length;
  }
}
