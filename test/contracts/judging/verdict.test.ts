import { describe, expect, it } from '@jest/globals';
import { type Call, callOf, TINY_API, tinyDescription } from '../tiny-api.ts';
import type { KnownDifference } from './known-difference.ts';
import { type Expectations, isFaultless, judgeTraffic } from './verdict.ts';

const judge = (calls: readonly Call[], { known = [], calls: expected = [] }: Partial<Expectations> = {}) =>
  judgeTraffic([tinyDescription()], calls.map(callOf), { known, calls: expected });

/** What is wrong with one call, in short. */
const faultsOf = (call: Call): string[] =>
  judge([call]).differences.map(({ side, at, rule }) => `${side} ${at} ${rule}`.replace('  ', ' '));

describe('traffic that is as described', () => {
  it('is faultless', () => {
    const target = '/shop/books?limit=10&sort=title&sort=pages&fields=title,pages&var.from=x';
    const verdict = judge([
      { target },
      { status: 500, answer: { message: 'x' } },
      { target: '/shop/books/newest', status: 204 },
    ]);
    expect(verdict.differences).toEqual([]);
    expect(isFaultless(verdict)).toBe(true);
  });

  it('is counted by operation, with the statuses that were seen', () => {
    const broken = { status: undefined };
    expect(judge([{}, { status: 404 }, broken]).operations).toEqual([
      {
        api: 'commercetools',
        operation: 'GET /{shop}/books',
        file: 'tiny.json',
        requests: 3,
        answers: 2,
        statuses: [200, 404],
        differences: 0,
      },
    ]);
  });
});

describe('differences of an answer', () => {
  it.each<[string, Call, string[]]>([
    ['a wrong type', { answer: [{ title: 1 }] }, ['answer body[].title type']],
    ['an unknown property', { answer: [{ title: 'Emma', isbn: '1' }] }, ['answer body[].isbn unknown-property']],
    [
      'an unknown property of what is referred to',
      { answer: [{ title: 'Emma', author: { name: 'Jane', age: 9 } }] },
      ['answer body[].author.age unknown-property'],
    ],
    ['a missing property', { answer: [{}] }, ['answer body[].title missing-property']],
    ['an undescribed status', { status: 202 }, ['answer undescribed-status']],
    ['a body where none is described', { status: 404, answer: {} }, ['answer body undescribed-body']],
    ['no body where one is described', { status: 500 }, ['answer body missing-body']],
    ['another media type', { answerType: 'text/html' }, ['answer header.content-type media-type']],
  ])('%s', (_, call, faults) => {
    expect(faultsOf(call)).toEqual(faults);
  });

  it('a body that is no JSON though it says so', () => {
    const call = callOf();
    const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('<html>') };
    const { differences } = judgeTraffic([tinyDescription()], [{ ...call, answer }], { known: [], calls: [] });
    expect(differences).toMatchObject([{ side: 'answer', at: 'body', rule: 'not-json' }]);
  });
});

describe('differences of a request', () => {
  const post = { method: 'POST', status: 201, headers: { 'x-reader': 'ann' }, body: { title: 'Emma' } };

  it.each<[string, Call, string[]]>([
    ['an unknown path', { target: '/shop/shelves' }, ['request undescribed-operation']],
    ['an unknown method', { method: 'DELETE' }, ['request undescribed-operation']],
    ['an unknown query parameter', { target: '/shop/books?color=red' }, ['request query.color unknown-parameter']],
    ['a query parameter over its limit', { target: '/shop/books?limit=11' }, ['request query.limit maximum']],
    ['a query parameter of a wrong type', { target: '/shop/books?limit=all' }, ['request query.limit type']],
    ['a wrong word in a list', { target: '/shop/books?fields=title,isbn' }, ['request query.fields[] enum']],
    ['a path parameter out of form', { target: '/SHOP/books' }, ['request path.shop pattern']],
    ['another authentication', { headers: { authorization: 'Basic eA==' } }, ['request header.authorization security']],
    ['a body where none is described', { body: {} }, ['request body undescribed-body']],
    ['no body where one has to be', { ...post, body: undefined }, ['request body missing-body']],
    ['a wrong body', { ...post, body: { title: 'Emma', pages: '9' } }, ['request body.pages type']],
    [
      'another media type',
      { ...post, headers: { ...post.headers, 'content-type': 'text/plain' } },
      ['request header.content-type media-type'],
    ],
    ['a missing header', { ...post, headers: {} }, ['request header.X-Reader missing-parameter']],
    ['a wrong header', { ...post, headers: { 'x-reader': 'eve' } }, ['request header.x-reader enum']],
  ])('%s', (_, call, faults) => {
    expect(faultsOf(call)).toEqual(faults);
  });

  it('are none for a request that is as described', () => {
    expect(faultsOf(post)).toEqual([]);
  });

  it('are found as well when no answer came', () => {
    expect(faultsOf({ target: '/shop/books?color=red', status: undefined })).toHaveLength(1);
  });
});

describe('equal differences', () => {
  it('are reported once, with their number and a masked example', () => {
    const answer = [
      { title: 'Emma', owner: 'ann@example.com' },
      { title: 'Emma', owner: 'bob@example.com' },
    ];
    expect(judge([{ answer }, { answer }]).differences).toMatchObject([
      { at: 'body[].owner', rule: 'unknown-property', count: 4, example: '"xxx@xxxxxxx.xxx"' },
    ]);
  });

  it('show the word that stands where another was expected', () => {
    expect(judge([{ answer: [{ title: 'Emma', language: 'fr' }] }]).differences).toMatchObject([
      { problem: 'must be one of en, de', example: '"fr"' },
    ]);
  });

  it('hold nothing of an undescribed path that might be a person', () => {
    const { differences } = judge([{ target: '/shop/readers/ann@example.com?name=Ann' }]);
    expect(JSON.stringify(differences)).not.toMatch(/ann|example\.com/i);
    expect(differences).toMatchObject([{ operation: 'GET /shop/readers/{…}' }]);
  });
});

describe('a known difference', () => {
  const isbn: KnownDifference = {
    api: 'commercetools',
    rule: 'unknown-property',
    at: 'body[].isbn',
    reason: 'The description has forgotten it.',
  };
  const answer = [{ title: 'Emma', isbn: '1' }];

  it('is counted and excused', () => {
    const verdict = judge([{ answer }], { known: [isbn] });
    expect(verdict).toMatchObject({ differences: [], known: [{ reason: isbn.reason, count: 1 }], stale: [] });
    expect(verdict.operations).toMatchObject([{ differences: 0 }]);
    expect(isFaultless(verdict)).toBe(true);
  });

  it.each<[string, Partial<KnownDifference>]>([
    ['another place', { at: /\.pages$/ }],
    ['another rule', { rule: ['type', 'enum'] }],
    ['another status', { status: [400, 500] }],
    ['another operation', { operation: 'POST /{shop}/books' }],
    ['the other side', { side: 'request' }],
    ['the other API', { api: 'marketing' }],
  ])('excuses nothing that has %s, and is out of date then', (_, change) => {
    const verdict = judge([{ answer }], { known: [{ ...isbn, ...change }] });
    expect(verdict.differences).toHaveLength(1);
    expect(verdict.stale).toMatchObject([{ reason: isbn.reason }]);
  });

  it('that is out of date fails a run without differences', () => {
    const verdict = judge([{}], { known: [isbn] });
    expect(verdict.differences).toEqual([]);
    expect(isFaultless(verdict)).toBe(false);
  });

  it('may name the schema that holds all the same', () => {
    const known: KnownDifference[] = [
      { ...isbn, schema: '#/components/schemas/Author' },
      { api: 'commercetools', rule: 'undescribed-body', schema: '#/components/schemas/Trouble', reason: 'Silent.' },
      { api: 'commercetools', rule: 'undescribed-status', schema: '#/components/schemas/Trouble', reason: 'Silent.' },
    ];
    const good = [
      { answer: [{ title: 'Emma', isbn: { name: 'x' } }] },
      { status: 404, answer: { message: 'x' } },
      { status: 429, answer: { message: 'x' } },
    ];
    expect(isFaultless(judge(good, { known }))).toBe(true);
    const bad = [
      { answer: [{ title: 'Emma', isbn: { name: 1 } }] },
      { status: 404, answer: { message: 1 } },
      { status: 429, answer: { message: 2 } },
    ];
    expect(judge(bad, { known }).differences.map(({ at }) => at)).toEqual([
      'body[].isbn.name',
      'body.message',
      'body.message',
    ]);
  });
});

describe('a call that should be among the traffic', () => {
  const expected = { api: 'commercetools', operation: 'GET /{shop}/books', status: 404 } as const;

  it('fails the run when it is not', () => {
    const verdict = judge([{}], { calls: [expected] });
    expect(verdict.unmet).toEqual([expected]);
    expect(isFaultless(verdict)).toBe(false);
    expect(judge([{ status: 404 }], { calls: [expected] }).unmet).toEqual([]);
  });
});

describe('a description that is broken itself', () => {
  it('is a difference of the file', () => {
    const description = { ...tinyDescription(TINY_API), defects: [{ line: 7, problem: 'MISSING_CHAR' }] };
    const { differences } = judgeTraffic([description], [], { known: [], calls: [] });
    expect(differences).toMatchObject([
      { operation: 'tiny.json', side: 'file', rule: 'broken-file', example: 'line 7: MISSING_CHAR' },
    ]);
  });
});
