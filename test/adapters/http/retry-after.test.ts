import { describe, expect, it } from '@jest/globals';
import { readRetryAfterMs } from '../../../shared/adapters/http/retry-after.ts';

const date = 'Tue, 04 Aug 2026 10:00:00 GMT';

describe('Retry-After', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['zero', { 'retry-after': '0' }, 0],
    ["a date, by the answer's own clock", { 'retry-after': 'Tue, 04 Aug 2026 10:00:05 GMT', date }, 5_000],
    ['a date already past', { 'retry-after': 'Tue, 04 Aug 2026 09:59:00 GMT', date }, 0],
    ['a date without a clock beside it', { 'retry-after': 'Tue, 04 Aug 2026 10:00:05 GMT' }, undefined],
    ['a negative number', { 'retry-after': '-5', date }, undefined],
    ['nonsense', { 'retry-after': 'soon', date }, undefined],
    ['an empty value', { 'retry-after': '' }, undefined],
    ['nothing', {}, undefined],
  ])('reads %s', (_, headers, expected) => {
    expect(readRetryAfterMs(headers)).toBe(expected);
  });
});
