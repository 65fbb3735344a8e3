import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runOps as run } from '../../infra/ops/program.ts';
import type { Prompter } from '../../infra/ops/prompter.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command line, as a shell would run it: no terminal, unless somebody is there to answer. */
export async function runOps(argv: readonly string[], ask?: Prompter): Promise<Outcome> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(stdout), text(stderr)]);
  const streams = {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  };
  const code = await run(argv, { streams, ...(ask && { ask }) });
  stdout.end();
  stderr.end();
  const [out, err] = await texts;
  return { code, stdout: out, stderr: err };
}

/** What `--json` printed. */
export const jsonOf = ({ stdout }: Outcome): Record<string, unknown> => JSON.parse(stdout);
