import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../http/clock.ts';
import { createProject } from './project.ts';

const setUp = () => {
  const clock = createClock(0, () => Date.UTC(2025, 0, 1));
  return { clock, project: createProject({ key: 'acme' }, clock) };
};
const record = (id: string, version = 1) => ({
  id,
  version,
  createdAt: '2024-01-01T00:00:00.000Z',
  lastModifiedAt: '2024-01-01T00:00:00.000Z',
});
const versions = (rows: { id?: unknown; version?: unknown }[]) => rows.map((row) => `${row.id}:${row.version}`);

describe('a collection', () => {
  it('stays in id order through bulk and single additions, replacements and removals', () => {
    const { project } = setUp();
    project.seed(
      'customers',
      Array.from({ length: 200 }, (_, n) => record(`m${(n * 37) % 200}`)),
    );
    for (const id of ['b', 'a', 'z']) project.create('customers', { id });
    project.seed('customers', [record('b', 5), record('b', 6)]);
    project.remove('customers', 'm7');
    const ids = project.all('customers').map((row) => row.id);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toHaveLength(202);
    expect(project.one('customers', 'b')).toMatchObject({ version: 6 });
  });

  it('keeps seeded records as they are', () => {
    const { project } = setUp();
    const seeded = { ...record('a', 41), firstName: 'Jürgen 🌸', addresses: [] };
    project.seed('customers', [seeded]);
    expect(project.all('customers')).toEqual([seeded]);
  });

  it('stamps creations and changes from the clock, one version each', () => {
    const { project, clock } = setUp();
    const { id } = project.create('customers', { email: 'a@example.com' });
    clock.advance(1500);
    const changed = project.change('customers', id, { firstName: 'Ann', locale: null });
    expect(changed).toMatchObject({
      version: 2,
      createdAt: '2025-01-01T00:00:00.000Z',
      lastModifiedAt: '2025-01-01T00:00:01.500Z',
      firstName: 'Ann',
      addresses: [],
    });
    expect(() => project.change('customers', 'gone', {})).toThrow('no customers with id "gone"');
    expect(() => project.seed('customers', [{ id: 'x' }])).toThrow('version');
  });

  it('shows a late write with its early timestamp, later', () => {
    const { project, clock } = setUp();
    project.seed('customers', [record('a'), record('b')]);
    project.lateVisibilityMs = 1000;
    project.change('customers', 'a', { firstName: 'New' });
    project.create('customers', { id: 'c' });
    project.remove('customers', 'b');
    expect(versions(project.all('customers'))).toEqual(['a:1', 'b:1']);
    expect(project.one('customers', 'a')).toMatchObject({ version: 2 });
    expect(project.one('customers', 'b')).toBeUndefined();
    clock.advance(1000);
    expect(versions(project.all('customers'))).toEqual(['a:2', 'c:1']);
    expect(project.one('customers', 'a')).toMatchObject({ lastModifiedAt: '2025-01-01T00:00:00.000Z' });
  });

  it('never shows an older version after a newer one', () => {
    const { project, clock } = setUp();
    project.seed('customers', [record('a')]);
    project.lateVisibilityMs = 1000;
    project.change('customers', 'a', { firstName: 'second' });
    project.lateVisibilityMs = 0;
    project.change('customers', 'a', { firstName: 'third' });
    clock.advance(5000);
    expect(project.all('customers')).toMatchObject([{ version: 3, firstName: 'third' }]);
  });
});
