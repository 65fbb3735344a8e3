import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROGRAM = join(import.meta.dirname, 'synthesize-assembly.ts');

/**
 * Bundles the functions and writes a fresh cloud assembly into a directory, replacing what was there.
 * @throws Error with what the CDK or esbuild had to say
 */
export async function synthesizeInto(directory: string, signal?: AbortSignal): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  const child = spawn(process.execPath, [PROGRAM, directory], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal && { signal }),
  });
  const [complaint, exitCode] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve)),
  ]);
  if (exitCode !== 0) throw new Error(`The app could not be synthesized. Mend what it says:\n${complaint.trim()}`);
}
