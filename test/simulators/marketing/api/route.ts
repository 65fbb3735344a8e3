import { emptyReply, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import type { Account } from '../account/account.ts';
import type { Region } from '../account/account-options.ts';
import type { RateTier } from '../account/rate-scheme.ts';
import type { ReportStyle } from '../contacts/contact-report.ts';

/** What a route gets to see. */
export interface RouteContext {
  readonly request: SimulatorRequest;
  readonly account: Account;
  /** The values of the pattern's `{names}`, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly nowMs: number;
  readonly simulation: Simulation;
}

/** What all accounts of one simulator share. */
export interface Simulation extends ReportStyle {
  /** The base URL that account-info names for a region. */
  endpointOf(region: Region): string;
  /** The finished word of Insight imports: the description has one, its example the other. */
  readonly insightFinishedWord: 'Finished' | 'Complete';
  /** How long deleting or emptying a collection takes. */
  readonly jobDurationMs: number;
  /** Whether a 400 for a broken shape says where it broke. */
  readonly namesViolations: boolean;
  /** 200 in one published description of lists, 201 in the other. */
  readonly listCreatedStatus: 200 | 201;
}

export interface Route {
  readonly method: string;
  /** `/contacts/v3/import/{importId}`. */
  readonly pattern: string;
  readonly tier: RateTier;
  /** Answered on every region's host: how a client learns its own. */
  readonly anyRegion?: boolean;
  handle(context: RouteContext): SimulatorReply;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; a known path with another method is 405, an unknown one 404, both without a body. */
export class RouteTable {
  readonly #routes: readonly { readonly route: Route; readonly segments: readonly string[] }[];

  /** Earlier routes win: put fixed paths before those with names in the same place. */
  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, segments: route.pattern.split('/').filter(Boolean) }));
  }

  find(method: string, segments: readonly string[]): RouteMatch | SimulatorReply {
    let isPathKnown = false;
    for (const { route, segments: wanted } of this.#routes) {
      if (!fits(wanted, segments)) continue;
      isPathKnown = true;
      if (route.method === method) return { route, params: paramsOf(wanted, segments) };
    }
    return emptyReply(isPathKnown ? 405 : 404);
  }
}

function fits(wanted: readonly string[], segments: readonly string[]): boolean {
  if (wanted.length !== segments.length) return false;
  return wanted.every((part, place) => part.startsWith('{') || part === segments[place]);
}

function paramsOf(wanted: readonly string[], segments: readonly string[]): Readonly<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    if (part.startsWith('{')) params[part.slice(1, -1)] = segments[place] ?? '';
  }
  return params;
}
