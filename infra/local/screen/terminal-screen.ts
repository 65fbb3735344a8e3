import { clearScreenDown, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { findProgress, renderBars } from './progress.ts';
import { describeRun, renderTracks } from './runs-table.ts';
import { describeObstacle, type Screen, type View } from './screen.ts';
import { wrapText } from './table.ts';

/** Runs that are named one by one, the latest last. */
const NAMED_RUNS = 5;

/** For a terminal: what stays scrolls up, and below it a part that is drawn anew each time. */
export class TerminalScreen implements Screen {
  readonly #stream: WriteStream;
  #drawn = 0;

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  say(...lines: readonly string[]): void {
    this.#erase();
    for (const line of lines) this.#stream.write(`${line}\n`);
  }

  show({ snapshot, runs, obstacles }: View): void {
    const progress = findProgress(snapshot.streams);
    const latest = runs.filter(({ counts }) => counts.read > 0).slice(-NAMED_RUNS);
    const lines = [
      ...(progress.length > 0 ? ['', ...renderBars(progress)] : []),
      ...(snapshot.streams.length > 0 ? ['', ...renderTracks(runs, snapshot.streams)] : []),
      ...(latest.length > 0 ? ['', ...latest.map(describeRun)] : []),
      ...obstacles.flatMap((each) => ['', ...wrapText(`! ${describeObstacle(each)}`, this.#stream.columns - 1, '  ')]),
    ];
    this.#draw(lines);
  }

  end(): void {
    this.#erase();
  }

  /** Every line is cut to the width, since a line that wraps would be counted wrongly when it is erased. */
  #draw(lines: readonly string[]): void {
    this.#erase();
    const { columns, rows } = this.#stream;
    const fitting = lines.slice(0, Math.max(1, rows - 1));
    this.#stream.write(fitting.map((line) => `${line.slice(0, Math.max(1, columns - 1))}\n`).join(''));
    this.#drawn = fitting.length;
  }

  #erase(): void {
    if (this.#drawn === 0) return;
    moveCursor(this.#stream, 0, -this.#drawn);
    clearScreenDown(this.#stream);
    this.#drawn = 0;
  }
}
