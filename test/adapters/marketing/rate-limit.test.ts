import { describe, expect, it } from '@jest/globals';
import { readRateLimit } from '../../../shared/adapters/marketing/rate-limit.ts';

const NOW_MS = Date.parse('2026-06-01T12:00:00Z');
const seconds = (ms: number) => String(ms / 1000);

describe('readRateLimit', () => {
  it('is undefined without headers about it', () => {
    expect(readRateLimit({ date: new Date(NOW_MS).toUTCString() }, NOW_MS)).toBeUndefined();
  });

  it("measures the reset on Marketing's clock, not ours", () => {
    const serverMs = NOW_MS - 3_600_000;
    const headers = {
      date: new Date(serverMs).toUTCString(),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': seconds(serverMs + 20_000),
    };
    expect(readRateLimit(headers, NOW_MS)).toEqual({ remaining: 0, waitMs: 20_000 });
  });

  it('falls back to our clock where the answer has no date', () => {
    expect(readRateLimit({ 'x-ratelimit-reset': seconds(NOW_MS + 5_000) }, NOW_MS)?.waitMs).toBe(5_000);
  });

  it('never asks to wait for the past', () => {
    expect(readRateLimit({ 'x-ratelimit-reset': seconds(NOW_MS - 5_000) }, NOW_MS)?.waitMs).toBe(0);
  });

  it('never asks to wait longer than an hour', () => {
    expect(readRateLimit({ 'x-ratelimit-reset': seconds(NOW_MS + 864e5) }, NOW_MS)?.waitMs).toBe(3_600_000);
  });

  it.each(['soon', '', '37'])('waits a minute, the period limits are counted by, when the reset is %j', (reset) => {
    expect(readRateLimit({ 'x-ratelimit-limit': '35', 'x-ratelimit-reset': reset }, NOW_MS)?.waitMs).toBe(60_000);
  });
});
