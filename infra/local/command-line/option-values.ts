import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** Parser of a whole number within bounds. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };

/** Parser of a base URL; the slash at its end goes. */
export function baseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('Give a web address such as http://127.0.0.1:8989.');
}

/** Parser of a file to be written: tried out at once, so that a long run is not in vain. @returns its full path */
export function writableFile(text: string): string {
  const file = resolve(text);
  const existing = statSync(file, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new InvalidArgumentError(`${file} is a directory; give the name of a file.`);
  try {
    accessSync(existing ? file : dirname(file), constants.W_OK);
  } catch {
    throw new InvalidArgumentError(`${file} cannot be written; give a file in a directory that is there and yours.`);
  }
  return file;
}
