import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseMapping } from '../../shared/contracts/mapping.ts';
import { parseSettings } from '../../shared/contracts/settings.ts';

const PROJECT = join(import.meta.dirname, '../..');
const EXAMPLES = join(PROJECT, 'infra/ops/examples');
const README = readFileSync(join(PROJECT, 'README.md'), 'utf8');
const read = (file: string): string => readFileSync(join(EXAMPLES, file), 'utf8').trim();

/** What every tenant has to say besides what the example shows. */
const ACCOUNTS = {
  commercetools: { projectKey: 'acme-shop', region: 'europe-west1.gcp' },
  marketing: { region: 'r1', listId: 7 },
};

describe('the example of a config item', () => {
  it.each(readdirSync(EXAMPLES))('%s can be used as it is', (file) => {
    const content = JSON.parse(read(file)) as Record<string, unknown>;
    const item = { ...content, tenantId: 'acme' };
    const parsed =
      file === 'settings.json' ? parseSettings({ item: 'settings', ...ACCOUNTS, ...item }, 'sync') : parseMapping(item);
    expect('problems' in parsed ? parsed.problems : []).toEqual([]);
  });

  it.each(readdirSync(EXAMPLES).filter((file) => file.startsWith('mapping')))('%s stands in the README', (file) => {
    expect(README).toContain(read(file));
  });
});
