import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findUnaccepted, listShipped } from '../../../infra/supply/licences.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('licences', () => {
  const shipped = listShipped(join(ROOT, 'package-lock.json'));

  it('are listed for every package that the functions may be bundled from', () => {
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const names = shipped.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(names).not.toContain('jest');
  });

  it('are all accepted', () => {
    expect(findUnaccepted(shipped)).toEqual([]);
  });

  it('that nobody has looked at are found, and so is having none', () => {
    const licences = ['MIT', 'GPL-3.0', 'none stated'];
    const packages = licences.map((licence) => ({ name: licence, version: '1.0.0', licence }));
    expect(findUnaccepted(packages).map(({ name }) => name)).toEqual(['GPL-3.0', 'none stated']);
  });
});
