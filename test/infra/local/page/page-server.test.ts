import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PageServer, startPageServer } from '../../../../infra/local/page/server/page-server.ts';

let server: PageServer;

beforeAll(async () => {
  server = await startPageServer({
    port: 0,
    loadsPictures: false,
    answer: ([topic, ...rest], query) => {
      if (topic === 'broken') throw new Error('It is broken.');
      return topic === 'echo' ? { rest, from: query.get('from') } : undefined;
    },
  });
});

afterAll(() => server.close());

/** `fetch` does not let a test choose the host. */
const statusUnder = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(server.url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the server of the page', () => {
  test('everything the page is made of comes from here, and nothing else may', async () => {
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/page.css', 'text/css'],
      ['/page.js', 'text/javascript'],
      ['/icon.svg', 'image/svg+xml'],
    ]) {
      const answer = await fetch(`${server.url}${path}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining(type ?? '')]);
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|https:/);
      expect(await answer.text()).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  test('answers reach the page as JSON', async () => {
    const answer = await fetch(`${server.url}/api/echo/a%2Fb/c?from=7`);
    expect(await answer.json()).toEqual({ rest: ['a/b', 'c'], from: '7' });
  });

  test.each([
    ['/nothing', 404],
    ['/api/nothing', 404],
    ['/api/broken', 500],
    ['/../package.json', 404],
  ])('%s is answered with %d and says why', async (path, status) => {
    const answer = await fetch(`${server.url}${path}`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message: expect.any(String) });
  });

  test('nothing can be written', async () => {
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
  });

  test('another name for this machine is refused', async () => {
    expect(await statusUnder('evil.example.com')).toBe(403);
    expect(await statusUnder(new URL(server.url).host)).toBe(200);
  });
});
