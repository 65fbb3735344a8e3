import { jsonReply } from '../../http/exchange.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Accounts and utilities v2. The connection test, and how a client learns its region and base currency. */
export const accountInfoRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/v2/account-info',
    tier: 'high',
    anyRegion: true,
    handle: (context) => jsonReply(200, describeAccount(context)),
  },
];

function describeAccount({ account, nowMs, simulation }: RouteContext) {
  const calls = account.rates.callsInLastHour(nowMs);
  const property = (name: string, type: string, value: string | number) => ({ name, type, value: String(value) });
  return {
    id: account.id,
    properties: [
      property('Name', 'String', account.name),
      property('MainEmail', 'String', `owner-${account.id}@example.com`),
      property('APILocale', 'String', 'en-GB'),
      property('ApiCallsInLastHour', 'Int', calls),
      property('ApiCallsRemaining', 'Int', Math.max(0, account.rates.callsPerHour - calls)),
      property('ApiEndpoint', 'String', simulation.endpointOf(account.region)),
      property('CurrencyCode', 'String', account.currencyCode),
      property('TimeZoneIana', 'String', account.timeZone),
    ],
  };
}
