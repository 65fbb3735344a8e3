import type { Writable } from 'node:stream';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { describeProgress, findProgress } from './progress.ts';
import { describeRun } from './runs-table.ts';
import { describeObstacle, type Screen, type View } from './screen.ts';

const PROGRESS_EVERY_MS = 5_000;

/** For files and pipes: a line for what is new, no control characters, nothing said twice. */
export class PlainScreen implements Screen {
  readonly #stream: Writable;
  readonly #said = new Set<string>();
  #lastProgressMs = Date.now();

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  say(...lines: readonly string[]): void {
    for (const line of lines) this.#stream.write(`${line}\n`);
  }

  show({ snapshot, runs, obstacles }: View): void {
    for (const run of runs.filter(({ counts }) => counts.read > 0)) this.#sayOnce(idOf(run), describeRun(run));
    for (const obstacle of obstacles)
      this.#sayOnce(describeObstacle(obstacle), `Held up: ${describeObstacle(obstacle)}`);
    if (Date.now() - this.#lastProgressMs < PROGRESS_EVERY_MS) return;
    this.#lastProgressMs = Date.now();
    for (const progress of findProgress(snapshot.streams)) {
      this.say(`${progress.name} ${Math.floor(progress.share * 100)} %, ${describeProgress(progress)}`);
    }
  }

  end(): void {
    this.#said.clear();
  }

  #sayOnce(id: string, line: string): void {
    if (this.#said.has(id)) return;
    this.#said.add(id);
    this.say(line);
  }
}

const idOf = ({ tenantId, id }: RunSummary): string => `${tenantId} ${id}`;
