import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runOps } from './run-ops.ts';

const ROOT = join(import.meta.dirname, '../..');
const sources = readdirSync(join(ROOT, 'infra'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('infra', file));

/** Every command line that a text shows: verb, and the verb of a verb. */
const commandsIn = (text: string): string[] =>
  [...text.matchAll(/npm run (?:-s )?ops -- ([a-z]+(?: [a-z]+)?)/g)].map(([, words = '']) => words);

const shown = [
  ...new Set(['README.md', ...sources].flatMap((file) => commandsIn(readFileSync(join(ROOT, file), 'utf8')))),
];

/** The verbs that `--help` lists, below a verb or at the top. */
const listed = async (...verb: string[]): Promise<string[]> => {
  const { stdout } = await runOps([...verb, '--help']);
  const [, commands = ''] = stdout.split('Commands:\n');
  return [...commands.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
};

describe('the command line and what is written about it', () => {
  it('every verb that a text names is there', async () => {
    const verbs = await listed();
    const below = new Map(await Promise.all(verbs.map(async (verb) => [verb, await listed(verb)] as const)));
    const unknown = shown.filter((words) => {
      const [verb = '', next = ''] = words.split(' ');
      const inner = below.get(verb);
      return inner === undefined || (inner.length > 0 && !inner.includes(next));
    });
    expect(shown.length).toBeGreaterThan(5);
    expect(unknown).toEqual([]);
  });

  it('every verb that is there is in the table of the README', async () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const table = readme.split('\n').filter((line) => line.startsWith('| `'));
    const verbs = await listed();
    const names = (
      await Promise.all(
        verbs.map(async (verb) => {
          const inner = await listed(verb);
          return inner.length > 0 ? inner.map((name) => name) : [verb];
        }),
      )
    ).flat();
    expect(names.length).toBeGreaterThan(6);
    expect(
      names.filter((name) => !table.some((line) => new RegExp(`\\b${name}\\b`).test(line.split('|')[1] ?? ''))),
    ).toEqual([]);
  });
});
