import { ReplyError, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import type { Account } from '../account/account.ts';
import { REGIONS, type Region } from '../account/account-options.ts';
import { refuseEmpty, refuseV2, refuseV3 } from '../refusal.ts';
import { accountInfoRoutes } from './account-info-routes.ts';
import { authenticate, readApiUser } from './authenticate.ts';
import { collectionRoutes } from './collection-routes.ts';
import { contactImportRoutes } from './contact-import-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { dataFieldRoutes } from './data-field-routes.ts';
import { insightImportRoutes } from './insight-import-routes.ts';
import { listRoutes } from './list-routes.ts';
import { recordRoutes } from './record-routes.ts';
import { type RouteMatch, RouteTable, type Simulation } from './route.ts';

/** Fixed paths before those with a name in the same place. */
const ROUTES = new RouteTable([
  ...accountInfoRoutes,
  ...listRoutes,
  ...dataFieldRoutes,
  ...contactImportRoutes,
  ...contactRoutes,
  ...insightImportRoutes,
  ...collectionRoutes,
  ...recordRoutes,
]);

export interface ApiSite {
  readonly accounts: ReadonlyMap<string, Account>;
  /** Whose host the bare URL is. A path that begins with a region is that region's host. */
  readonly region: Region;
  readonly simulation: Simulation;
  nowMs(): number;
}

interface Target {
  readonly region: Region;
  readonly segments: readonly string[];
}

/** The whole API: who asks, may they, is there room in their rate, and then the route. */
export function answerApi(site: ApiSite, request: SimulatorRequest): SimulatorReply {
  const target = findTarget(site.region, request);
  const isV2 = target.segments[0] === 'v2';
  const account = authenticate(site.accounts, request, isV2);
  const match = ROUTES.find(request.method, target.segments);
  if ('status' in match) return match;
  if (account.region !== target.region && match.route.anyRegion !== true) throw refuseRegion(isV2);
  const nowMs = site.nowMs();
  account.settleDue(nowMs);
  if (target.segments[0] === 'insightData' && !account.isInsightDataEnabled) throw refuseFeature();
  const rate = account.rates.count(match.route.tier, nowMs);
  if (rate.isExceeded) throw withHeaders(refuseRate(rate.headers), rate.headers);
  try {
    const reply = match.route.handle({ request, account, params: match.params, nowMs, simulation: site.simulation });
    return { ...reply, headers: { ...reply.headers, ...rate.headers } };
  } catch (error) {
    throw error instanceof ReplyError ? withHeaders(error, rate.headers) : error;
  }
}

/** How the call log names a request: by its route, whatever the region, and by the API user it claims. */
export function labelCall(
  site: ApiSite,
  request: SimulatorRequest,
): { readonly endpoint: string; readonly group: string } {
  const match: RouteMatch | SimulatorReply = ROUTES.find(request.method, findTarget(site.region, request).segments);
  const pattern = 'route' in match ? match.route.pattern : request.path;
  return { endpoint: `${request.method} ${pattern}`, group: readApiUser(request) ?? 'anonymous' };
}

function findTarget(own: Region, request: SimulatorRequest): Target {
  const [first, ...rest] = request.segments;
  const named = REGIONS.find((region) => region === first);
  return named === undefined ? { region: own, segments: request.segments } : { region: named, segments: rest };
}

const refuseRegion = (isV2: boolean) =>
  isV2
    ? refuseV2(403, 'ERROR_ACCESS_DENIED', 'Access is denied: this account belongs to another region.')
    : refuseV3(403, 'accessDenied', 'Access is denied: this account belongs to another region.');

const refuseFeature = () => refuseV2(403, 'ERROR_FEATURENOTACTIVE', 'Insight data is not active in this account.');

/** The tiered scheme tells by headers alone; the flat one hides its limit in a 400. */
const refuseRate = (headers: Readonly<Record<string, string>>) =>
  Object.keys(headers).length > 0
    ? refuseEmpty(429)
    : refuseV2(400, 'ERROR_APIUSAGE_EXCEEDED', 'The account has used up its calls of this hour.');

const withHeaders = ({ reply }: ReplyError, headers: Readonly<Record<string, string>>) =>
  new ReplyError({ ...reply, headers: { ...reply.headers, ...headers } });
