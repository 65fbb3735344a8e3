import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { parseOptions } from './command-line.ts';
import { UsageError } from './usage-error.ts';

const ignore = () => undefined;

describe('the command line', () => {
  it('takes a folder and a file for the verdict', () => {
    expect(parseOptions(['there'], ignore)).toEqual({ directory: 'there', jsonFile: undefined });
    expect(parseOptions(['there', '--json', 'out.json'], ignore)).toEqual({ directory: 'there', jsonFile: 'out.json' });
  });

  it.each([[[]], [['there', 'elsewhere']], [['there', '--jsn', 'x']], [['there', '--json']]])(
    'refuses %j and says how it is used',
    (words) => {
      expect(() => parseOptions(words, ignore)).toThrow(UsageError);
      expect(() => parseOptions(words, ignore)).toThrow('npm run contracts -- DIRECTORY');
    },
  );

  it('explains itself when asked', () => {
    const written: string[] = [];
    expect(parseOptions(['--help'], (words) => written.push(words))).toBeUndefined();
    expect(written.join('')).toContain('OpenAPI descriptions');
  });
});

describe('the program', () => {
  it.each([
    ['no folder', [], 'missing required argument'],
    ['a folder that is not there', ['nowhere-at-all'], 'There is no folder nowhere-at-all'],
    ['a folder without descriptions', [join(import.meta.dirname, 'report')], 'no OpenAPI description of commercetools'],
  ])('exits with 2 for %s', async (_, words, message) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], { stdio: 'pipe' });
    const exit = new Promise((resolve) => child.once('exit', resolve));
    expect(await text(child.stderr)).toContain(message);
    expect(await exit).toBe(2);
  });
});
