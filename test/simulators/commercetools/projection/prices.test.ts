import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../http/exchange.ts';
import { type PriceSelection, selectPrice } from './prices.ts';

const NOW = Date.UTC(2025, 5, 1);
const reference = (typeId: string, id: string) => ({ typeId, id });
const GROUP = reference('customer-group', 'vip');
const CHANNEL = reference('channel', 'web');

const price = (id: string, fields: JsonObject = {}, currencyCode = 'EUR', centAmount = 1000): JsonObject => ({
  id,
  value: { type: 'centPrecision', currencyCode, centAmount, fractionDigits: 2 },
  ...fields,
});
const select = (prices: JsonObject[], wanted: Partial<PriceSelection> = {}, nowMs = NOW): unknown =>
  selectPrice(prices, { currency: 'EUR', customerGroups: [], ...wanted }, nowMs)?.id;

describe('price selection', () => {
  it('takes the currency asked for, or nothing', () => {
    expect(select([price('usd', {}, 'USD'), price('eur')])).toBe('eur');
    expect(select([price('usd', {}, 'USD')])).toBeUndefined();
    expect(select([])).toBeUndefined();
  });

  it('prefers customer group to channel to country, and falls back step by step', () => {
    const all = [
      price('plain'),
      price('country', { country: 'DE' }),
      price('channel', { channel: CHANNEL }),
      price('group', { customerGroup: GROUP }),
      price('group and country', { customerGroup: GROUP, country: 'DE' }),
      price('channel and country', { channel: CHANNEL, country: 'DE' }),
    ];
    const wanted = { country: 'DE', channel: 'web', customerGroups: ['vip'] };
    const order: unknown[] = [];
    for (let left = all; left.length > 0; left = left.filter((one) => one.id !== order.at(-1)))
      order.push(select(left, wanted));
    expect(order).toEqual(['group and country', 'group', 'channel and country', 'channel', 'country', 'plain']);
  });

  it('never takes a price meant for somebody else', () => {
    const foreign = [
      price('group', { customerGroup: GROUP }),
      price('channel', { channel: CHANNEL }),
      price('fr', { country: 'FR' }),
    ];
    expect(select(foreign)).toBeUndefined();
    expect(select(foreign, { country: 'DE', channel: 'shop', customerGroups: ['other'] })).toBeUndefined();
  });

  it('judges validity by the clock: from the first moment to before the last', () => {
    const offer = price('offer', { validFrom: '2025-06-01T00:00:00.000Z', validUntil: '2025-06-02T00:00:00.000Z' });
    const prices = [price('usual'), offer];
    expect(select(prices, {}, NOW - 1)).toBe('usual');
    expect(select(prices, {}, NOW)).toBe('offer');
    expect(select(prices, {}, NOW + 86_400_000 - 1)).toBe('offer');
    expect(select(prices, {}, NOW + 86_400_000)).toBe('usual');
  });

  it('takes the lowest among customer groups that match alike', () => {
    const prices = [
      price('a', { customerGroup: reference('customer-group', 'a') }, 'EUR', 900),
      price('b', { customerGroup: reference('customer-group', 'b') }, 'EUR', 800),
    ];
    expect(select(prices, { customerGroups: ['a', 'b'] })).toBe('b');
  });
});
