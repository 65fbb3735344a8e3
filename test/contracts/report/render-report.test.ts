import { describe, expect, it } from '@jest/globals';
import { type Expectations, judgeTraffic } from '../judging/verdict.ts';
import { type Call, callOf, tinyDescription } from '../tiny-api.ts';
import { renderReport } from './render-report.ts';
import { reportJson } from './report-json.ts';

const EMAIL = 'ann@example.com';
const STRANGE: Call = { answer: [{ title: 'Emma', owner: EMAIL }] };

const verdictOf = (calls: readonly Call[], { known = [], calls: expected = [] }: Partial<Expectations> = {}) =>
  judgeTraffic([tinyDescription()], calls.map(callOf), { known, calls: expected });
const render = (...given: Parameters<typeof verdictOf>) => renderReport(verdictOf(...given), 12.3).join('\n');

describe('a report', () => {
  it('begins with what was met', () => {
    const [title, row] = renderReport(verdictOf([{}, { status: 404 }]), 1);
    expect(title?.split(/ {2,}/)).toEqual(['API', 'Operation', 'Requests', 'Answers', 'Statuses', 'Differences']);
    expect(row?.split(/ {2,}/)).toEqual(['commercetools', 'GET /{shop}/books', '2', '2', '200 404', '0']);
  });

  it('ends with the verdict', () => {
    expect(render([{}])).toMatch(/\n\nThe traffic is as the providers describe it \(1 operations, 12 s\)\.$/);
  });

  it('says where differences are, how many, and by a masked example what', () => {
    const text = render([STRANGE]);
    expect(text).toContain('GET /{shop}/books 200, answer: body[].owner is not described');
    expect(text).toContain('1 x, rule unknown-property, for instance "xxx@xxxxxxx.xxx"');
    expect(text).toMatch(/Not as described: 1 unexplained differences \(1 operations, 12 s\)\.$/);
    expect(text).not.toContain(EMAIL);
  });

  it('counts known differences with their reason and names what is out of date or missing', () => {
    const known = [
      { api: 'commercetools', rule: 'unknown-property', reason: 'Forgotten.' },
      { api: 'marketing', rule: 'enum', reason: 'Mended since.' },
    ] as const;
    const calls = [{ api: 'marketing', operation: 'GET /lists', status: 200 }] as const;
    const text = render([STRANGE], { known, calls });
    expect(text).toContain('1 x in commercetools: Forgotten.\n    GET /{shop}/books 200 body[].owner');
    expect(text).toContain('marketing, enum: Mended since.');
    expect(text).toContain('marketing: GET /lists with answer 200');
    expect(text).toMatch(/Not as described: 1 known differences out of date, 1 calls not made/);
  });

  it('is written as JSON with the same findings', () => {
    const json = reportJson(verdictOf([STRANGE]), 1);
    expect(json).toMatchObject({ faultless: false, differences: [{ at: 'body[].owner', count: 1 }], known: [] });
    expect(JSON.stringify(json)).not.toContain(EMAIL);
  });
});
