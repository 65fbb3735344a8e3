/**
 * A Marketing platform on 127.0.0.1: accounts with contacts, lists, data fields and Insight data, over the real HTTP API
 * with its limits, its slowness and its refusals. It is strict: what the platform would refuse, it refuses.
 *
 * The bare URL is the host of one region (`region`, default r1); `<url>/r2` is the host of another, with the same
 * accounts behind it. An account answers 403 on any host but its own region's, account-info excepted.
 *
 * Driven in process through the returned handle, or over HTTP: `answerMarketingControl` and `answerControl` list the
 * endpoints under `/_simulator`.
 */
import { createClock } from '../http/clock.ts';
import type { SimulatorReply, SimulatorRequest } from '../http/exchange.ts';
import { jsonReply } from '../http/exchange.ts';
import { seededRandom } from '../http/seeded-random.ts';
import { type HttpSimulator, startHttpSimulator } from '../http/server.ts';
import { Account } from './account/account.ts';
import { type AccountOptions, AccountSchema, type Region } from './account/account-options.ts';
import { answerApi, labelCall } from './api/answer.ts';
import type { Simulation } from './api/route.ts';
import type { FailureSpelling } from './contacts/contact-failures.ts';
import { AccountControl } from './control/account-control.ts';
import { answerMarketingControl } from './control/account-endpoints.ts';
import { type BehaviourChange, IMPORT_KINDS } from './imports/import-behaviour.ts';

export interface MarketingSimulatorOptions {
  readonly accounts?: readonly AccountOptions[];
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Whose host the bare URL is; default `r1`. */
  readonly region?: Region;
  readonly latencyMs?: number;
  readonly latencySpreadMs?: number;
  /** How imports of all accounts go on unless told otherwise: by default one second each, in order. */
  readonly imports?: BehaviourChange;
  /** The pages of the documentation spell failure codes in different ways. */
  readonly failureSpelling?: FailureSpelling;
  /** Default `Finished`; the published description also has `Complete`. */
  readonly insightFinishedWord?: 'Finished' | 'Complete';
  /** How long deleting or emptying a collection takes; default one second. */
  readonly jobDurationMs?: number;
  /** Whether a 400 for a broken shape carries `details` that say where; off, since nothing says that the platform does. */
  readonly namesViolations?: boolean;
  readonly listCreatedStatus?: 200 | 201;
  /** Whether `ApiEndpoint` ends with a slash; both are seen. */
  readonly endpointWithSlash?: boolean;
  /** The clock stands still at this instant (epoch milliseconds) and moves only when advanced. */
  readonly frozenAtMs?: number;
  /** Seeds shuffled reports, latency spread and the share of faults. */
  readonly seed?: number;
  readonly gzip?: boolean;
  /** Keeps accounts and what is in them beyond the end of the process; imports that were accepted finish after it. */
  readonly journalFile?: string;
  /** Sees every exchange with the API, for recording. */
  readonly onExchange?: (request: SimulatorRequest, reply: SimulatorReply) => void;
}

export interface MarketingSimulator extends HttpSimulator {
  /** The base URL of a region's host. */
  urlOf(region: Region): string;
  addAccount(options: AccountOptions): AccountControl;
  /** @throws RangeError when there is no account of this API user. */
  account(user: string): AccountControl;
}

export async function startMarketingSimulator(options: MarketingSimulatorOptions = {}): Promise<MarketingSimulator> {
  const { frozenAtMs, region = 'r1', seed = 1 } = options;
  const clock = frozenAtMs === undefined ? createClock() : createClock(0, () => frozenAtMs);
  const accounts = new Map<string, Account>();
  const controls = new Map<string, AccountControl>();
  let url = '';
  const urlOf = (named: Region) => (named === region ? url : `${url}/${named}`);
  const simulation: Simulation = {
    random: seededRandom(seed),
    failureSpelling: options.failureSpelling ?? 'documented',
    insightFinishedWord: options.insightFinishedWord ?? 'Finished',
    jobDurationMs: options.jobDurationMs ?? 1_000,
    namesViolations: options.namesViolations ?? false,
    listCreatedStatus: options.listCreatedStatus ?? 200,
    endpointOf: (named) => `${urlOf(named)}${options.endpointWithSlash ? '/' : ''}`,
  };
  const site = { accounts, region, simulation, nowMs: () => clock.now() };

  const addAccount = (input: AccountOptions): AccountControl => {
    const wanted = AccountSchema.parse(input);
    const key = wanted.user.toLowerCase();
    if (accounts.has(key)) throw new RangeError(`There is an account of ${wanted.user} already.`);
    const account = new Account(accounts.size + 1, wanted, clock);
    for (const kind of IMPORT_KINDS) account.imports.setBehaviour(kind, options.imports ?? {});
    const control = new AccountControl(account);
    accounts.set(key, account);
    controls.set(key, control);
    return control;
  };
  for (const account of options.accounts ?? []) addAccount(account);

  const server = await startHttpSimulator({
    handle: (request) => answerApi(site, request),
    control: (request) => answerMarketingControl({ all: controls, add: addAccount }, request),
    label: (request) => labelCall(site, request),
    errorReply,
    clock,
    port: options.port,
    latencyMs: options.latencyMs,
    latencySpreadMs: options.latencySpreadMs,
    seed,
    gzip: options.gzip,
    journalFile: options.journalFile,
    onExchange: options.onExchange,
  });
  url = server.url;
  return Object.assign(server, {
    urlOf,
    addAccount,
    account: (user: string) => {
      const control = controls.get(user.toLowerCase());
      if (control === undefined) throw new RangeError(`There is no account of ${user}.`);
      return control;
    },
  });
}

/** What faults of type `status` answer: the platform's v2 envelope for its own trouble, v3's for everything else. */
function errorReply(status: number, message: string): SimulatorReply {
  return status >= 500
    ? jsonReply(status, { message: `${message} ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE` })
    : jsonReply(status, { errorCode: 'simulator:fault', description: message });
}
