import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { TINY_API } from '../tiny-api.ts';
import { UsageError } from '../usage-error.ts';
import { loadDescriptions, parseDescription } from './load-descriptions.ts';

const MARKETING = { ...TINY_API, openapi: '3.1.0', servers: [{ url: 'https://{region}-api.dotdigital.com' }] };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'descriptions-'));
});
afterEach(() => rm(directory, { recursive: true }));

const put = (file: string, content: string) => writeFile(join(directory, file), content);

describe('a folder of descriptions', () => {
  it('is read as JSON and YAML, each file for the API that its servers belong to', async () => {
    await put('shop.yaml', stringify(TINY_API));
    await put('mail.json', JSON.stringify(MARKETING));
    await put('mail-2.yml', JSON.stringify(MARKETING));
    const descriptions = await loadDescriptions(directory);
    expect(descriptions.map(({ file, api, defects }) => [file, api, defects.length])).toEqual([
      ['mail-2.yml', 'marketing', 0],
      ['mail.json', 'marketing', 0],
      ['shop.yaml', 'commercetools', 0],
    ]);
    expect(Object.keys(descriptions[2]?.document.paths ?? {})).toEqual(Object.keys(TINY_API.paths));
  });

  it('may hold other files', async () => {
    await put('shop.json', JSON.stringify(TINY_API));
    await put('mail.json', JSON.stringify(MARKETING));
    await put('README.md', '# not one');
    await put('other.json', JSON.stringify({ ...TINY_API, servers: [{ url: 'https://api.example.com' }] }));
    await put('list.json', '[]');
    expect(await loadDescriptions(directory)).toHaveLength(2);
  });

  it('that lacks one API is wrong usage, and the message says what belongs there', async () => {
    await put('shop.json', JSON.stringify(TINY_API));
    await expect(loadDescriptions(directory)).rejects.toThrow(UsageError);
    await expect(loadDescriptions(directory)).rejects.toThrow(/no OpenAPI description of marketing.*It should hold/);
  });

  it('that is not there is wrong usage', async () => {
    const nowhere = join(directory, 'nowhere');
    await expect(loadDescriptions(nowhere)).rejects.toThrow(`There is no folder ${nowhere}.`);
  });
});

describe('a file', () => {
  it('with broken places is read as far as they leave it, and they are told by their lines', () => {
    const yaml = stringify({ ...TINY_API, info: { title: 'TITLE' } }).replace('TITLE', '"two\nlines"');
    const description = parseDescription('shop.yaml', yaml);
    expect(description?.document.components).toEqual(TINY_API.components);
    const line = yaml.split('\n').findIndex((text) => text.includes('"two')) + 1;
    expect(description?.defects[0]?.line).toBe(line);
  });

  it('in Swagger 2.0 is refused with what to do instead', () => {
    expect(() => parseDescription('old.json', '{"swagger":"2.0"}')).toThrow(/old\.json.*put an OpenAPI 3/);
  });
});
