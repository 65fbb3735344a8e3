import type { Failure } from '../describe-failure.ts';
import { paintFor, printable } from './paint.ts';
import type { Report } from './report.ts';

/** Where a verb's words go: what it was asked for to stdout, everything beside it to stderr, so that pipes stay clean. */
export interface Out {
  readonly isJson: boolean;
  /** People look on, and may be asked. */
  readonly isTerminal: boolean;
  show(report: Report): void;
  /** Tells people what is going on; programs that read `--json` are spared. */
  say(...lines: string[]): void;
  fail(failure: Failure): void;
}

export interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export function createOut({ stdin, stdout, stderr }: Streams, isJson: boolean): Out {
  const write = (stream: NodeJS.WriteStream, lines: readonly string[]) => {
    if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
  };
  return {
    isJson,
    isTerminal: stdin.isTTY === true && stderr.isTTY === true,
    show: (report) =>
      write(stdout, isJson ? [JSON.stringify(report.value, undefined, 2)] : report.draw(paintFor(stdout))),
    say: (...lines) => {
      if (!isJson) write(stderr, lines);
    },
    fail: ({ code, message, remedy }) => {
      if (isJson) write(stdout, [JSON.stringify({ error: { code, message, remedy } }, undefined, 2)]);
      const paint = paintFor(stderr);
      const lines = message.split('\n').map(printable);
      write(stderr, [
        `${paint('red', 'error:')} ${lines.join('\n')}`,
        ...(remedy === undefined ? [] : [`  ${printable(remedy)}`]),
      ]);
    },
  };
}
