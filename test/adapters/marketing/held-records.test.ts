import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHeldRecords } from '../../../shared/adapters/marketing/held-records.ts';
import type { HeldRecords } from '../../../shared/ports.ts';
import { openStage, type Stage, unhurried } from './stage.ts';

let stage: Stage;
let held: HeldRecords;
beforeEach(async () => {
  stage = await openStage();
  held = createHeldRecords(stage.client);
});
afterEach(() => stage.close());

const record = (key: string) => ({ key, json: { id: key, status: 'Enabled' }, created: 'c', updated: 'u', more: 1 });
const pageOf = (keys: string[], next?: string) => ({
  status: 200,
  body: {
    _items: keys.map(record),
    _links: { self: {}, first: {}, ...(next && { next: { marker: next, link: '' } }) },
  },
});
const nothing = { status: 404, body: { errorCode: 'insightData:recordNotFound' } };

describe('listing the records of a collection', () => {
  const list = (marker?: string) => held.listHeld('Catalog_Main', marker, unhurried);

  it('gives a page and the way to the next one', async () => {
    stage.play(pageOf(['a', 'b'], 'm/1='));
    const page = await list();
    expect(page.records.map(({ key, json }) => [key, json.status])).toEqual([
      ['a', 'Enabled'],
      ['b', 'Enabled'],
    ]);
    expect(page).toMatchObject({ next: 'm/1=', calls: 1 });
    expect(stage.server.requests[0]?.path).toBe('/insightData/v3/account/Catalog_Main?limit=1000');
  });

  it('goes on from a marker, and says when there is no more', async () => {
    stage.play(pageOf([]));
    expect(await list('m/1=')).toEqual({ records: [], calls: 1 });
    expect(stage.server.requests[0]?.path).toBe('/insightData/v3/account/Catalog_Main?limit=1000&marker=m%2F1%3D');
  });

  it('that does not exist gives none', async () => {
    stage.play({ status: 404, body: { errorCode: 'insightData:collectionNotFound' } });
    expect(await list()).toEqual({ records: [], calls: 1 });
  });

  it('neither goes round in circles nor passes for the end', async () => {
    stage.play(pageOf(['a'], 'same'));
    await expect(list('same')).rejects.toMatchObject({ code: 'marketing.unreadableAnswer' });
  });
});

describe('asking for single records', () => {
  const find = (...keys: string[]) => held.findHeld('Catalog_Main', keys, unhurried);

  const many = Array.from({ length: 40 }, (_, n) => `k${n}`);

  it('lists the collection where many are asked for', async () => {
    stage.play(pageOf(['other', 'k3'], 'm1'), pageOf(['k39']));
    expect(await find(...many)).toEqual({ known: new Set(['k3', 'k39']), calls: 2 });
    expect(stage.server.requests.map(({ path }) => path.split('?')[0])).toEqual([
      '/insightData/v3/account/Catalog_Main',
      '/insightData/v3/account/Catalog_Main',
    ]);
  });

  it('gives listing up in a large collection and asks for what is left one by one', async () => {
    let pages = 0;
    stage.answer(({ path }) => {
      if (path.includes('?limit=')) return pageOf([`k${pages}`], `m${++pages}`);
      return path.endsWith('/k39') ? { status: 200, body: record('k39') } : nothing;
    });
    const { known, calls } = await find(...many);
    expect([...known].sort()).toEqual([...many.slice(0, 10), 'k39'].sort());
    expect([pages, calls]).toEqual([10, 10 + 30]);
  });

  it('tells which of the keys are held', async () => {
    stage.answer(({ path }) => (path.endsWith('/b') ? nothing : { status: 200, body: record('x') }));
    expect(await find('a', 'b', 'c')).toEqual({ known: new Set(['a', 'c']), calls: 3 });
  });

  it('asks for each key once, whatever characters are in it', async () => {
    stage.play(nothing);
    const keys = Array.from({ length: 20 }, (_, n) => `k/${n}`);
    expect(await find(...keys)).toEqual({ known: new Set(), calls: 20 });
    const asked = stage.server.requests.map(({ path }) => decodeURIComponent(path.split('/').at(-1) ?? ''));
    expect(asked.sort()).toEqual(keys.sort());
  });

  it('takes a key that is malformed for one that is not held', async () => {
    stage.play({ status: 400, body: { errorCode: 'insightData:invalidId' } });
    expect((await find('a')).known).toEqual(new Set());
  });

  it.each([
    ['409', { status: 409 }, 'marketing.refused'],
    ['an answer that is no record', { status: 200, body: {} }, 'marketing.unreadableAnswer'],
  ])('does not take %s for a record', async (_, answer, code) => {
    stage.play(answer);
    await expect(find('a')).rejects.toMatchObject({ code });
  });

  it('costs nothing without keys', async () => {
    expect(await find()).toEqual({ known: new Set(), calls: 0 });
  });
});
