/** The page of `npm start` in a real browser while a history load goes on: `npm run test:browser`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PageServer } from '../../infra/local/page/server/page-server.ts';
import { startPage } from '../../infra/local/page/start-page.ts';
import { openSession, type Session } from '../../infra/local/session.ts';
import { eventually } from '../support/eventually.ts';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PICTURES = join(import.meta.dirname, '../../.local/screenshots');
const SIZES = { laptop: { width: 1366, height: 850 }, phone: { width: 390, height: 844 } } as const;
const SCHEMES = ['light', 'dark'] as const;

let browser: Browser;
let session: Session;
let server: PageServer;
const workDirectory = mkdtempSync(join(tmpdir(), 'page-'));

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  });
  session = await openSession(
    { workDirectory, everySeconds: 5, environment: {} },
    {
      commercetools: 'simulator',
      marketing: 'simulator',
      tenants: 1,
      customers: 4_000,
      seed: 1,
      latencyMs: 10,
      shop: { orders: 2_000 },
    },
  );
  server = await startPage(session, 0);
  session.stack.start();
}, 120_000);

afterAll(async () => {
  await server?.close();
  await session?.close();
  await browser?.close();
  rmSync(workDirectory, { recursive: true, force: true });
}, 60_000);

interface Visit {
  readonly page: Page;
  /** Messages of the console, errors of scripts, and requests to other machines. */
  readonly complaints: readonly string[];
}

async function visit(size: keyof typeof SIZES, colorScheme: (typeof SCHEMES)[number]): Promise<Visit> {
  const page = await browser.newPage({ viewport: SIZES[size], colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(server.url);
  return { page, complaints };
}

const keep = (page: Page, name: string, fullPage = false) =>
  page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage });

const titles = (page: Page, selector: string) => page.locator(`${selector} h3`).allTextContents();
const numberIn = async (page: Page, label: string): Promise<number> => {
  const text = await page.locator('.number-list div', { hasText: label }).first().locator('dd').textContent();
  return Number(text?.replaceAll(',', ''));
};
const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

test('a history load is followed from its first minute to its last', async () => {
  const { page, complaints } = await visit('laptop', 'light');
  await page.locator('.widget').first().waitFor();
  await keep(page, 'load-begins', true);
  await expectSoon(async () => expect(await numberIn(page, 'Read')).toBeGreaterThan(0));
  await keep(page, 'load-goes-on', true);
  // All four streams that have a past are through, and their books are on the page.
  await expectSoon(async () => {
    const closed = await page.locator('.widget', { hasText: 'Runs: the oldest' }).locator('.legend').textContent();
    expect(closed).toMatch(/Closed \d/);
    const tracks = await session.stack.stores.tracks.listTracks('demo');
    const walked = tracks.filter(({ track, completedAt }) => track === 'history' && completedAt !== undefined);
    expect(walked.map(({ stream }) => stream).sort()).toEqual(['customers', 'guests', 'orders', 'products#main']);
    expect(await numberIn(page, 'Imported')).toBeGreaterThan(6_000);
    const [read, imported, rejected, skipped] = await Promise.all(
      ['Read', 'Imported', 'Rejected', 'Skipped'].map((label) => numberIn(page, label)),
    );
    expect(read).toBe((imported ?? 0) + (rejected ?? 0) + (skipped ?? 0));
  });
  await keep(page, 'load-is-done', true);
  const drawn = await titles(page, '.widget.chart:has(canvas)');
  for (const title of [
    'Lag by stream: how far Marketing is behind the shop',
    'Lag by tenant: its slowest stream',
    'First load: how far it has come',
    'Rejections by reason',
    'Page queue',
    'Records',
    'Imports',
    'Calls',
    'Answer time, p95',
    'Functions, dollars an hour',
    'Logs, bytes an hour',
  ]) {
    expect(drawn).toContain(title);
  }
  expect(await page.locator('.alarm-list li').count()).toBe(14);
  expect(await page.locator('.widget.missing').count()).toBe(0);
  expect(await page.locator('.widget.table tbody tr').count()).toBeGreaterThan(5);
  expect(complaints).toEqual([]);
  await page.close();
}, 180_000);

test("what only AWS has is called that; the widgets' own periods can be chosen", async () => {
  const { page } = await visit('laptop', 'light');
  const units = page.locator('.widget', { hasText: 'Tables, units an hour' });
  await units.getByText('exists in AWS only').waitFor();
  const lag = page.locator('.widget', { hasText: 'Lag by tenant' }).first();
  await lag.getByText('in AWS by 15 min').waitFor();
  await page.locator('select[name=step]').selectOption('deployed');
  await lag.getByText('in AWS by 15 min').waitFor({ state: 'detached' });
  await page.close();
}, 60_000);

describe.each(Object.keys(SIZES) as (keyof typeof SIZES)[])('on a %s', (size) => {
  test.each(SCHEMES)(
    '%s: both tabs, nothing beside the screen',
    async (scheme) => {
      const { page, complaints } = await visit(size, scheme);
      await page.locator('.chart canvas').first().waitFor();
      await keep(page, `dashboard-${size}-${scheme}`, true);
      expect(await overflow(page)).toBe(0);

      await page.getByRole('tab', { name: 'In Marketing now' }).click();
      const topic = (name: string) => page.locator('.topics button', { hasText: name }).click();
      await page.locator('.records tbody tr').first().waitFor();
      expect(await page.locator('.records').textContent()).toContain('@example');
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('Page 2').waitFor();
      await keep(page, `contacts-${size}-${scheme}`);
      expect(await overflow(page)).toBe(0);

      await topic('Orders');
      await page.locator('.records .lines li').first().waitFor();
      await keep(page, `orders-${size}-${scheme}`);
      expect(await overflow(page)).toBe(0);

      await topic('Catalog_main');
      await page.locator('.product .picture').first().waitFor();
      expect(await page.locator('.product').count()).toBe(24);
      await keep(page, `catalog-${size}-${scheme}`);
      expect(await overflow(page)).toBe(0);

      await topic('Rejections');
      await page.getByText('Correct the email address').first().waitFor();
      await keep(page, `rejections-${size}-${scheme}`);
      expect(await overflow(page)).toBe(0);
      expect(complaints).toEqual([]);
      await page.close();
    },
    60_000,
  );
});

/** Tries an assertion until it holds. */
async function expectSoon(assertion: () => Promise<void>): Promise<void> {
  let last: unknown;
  await eventually(async () => {
    try {
      await assertion();
      return true;
    } catch (error) {
      last = error;
      return false;
    }
  }).catch(() => {
    throw last;
  });
}
