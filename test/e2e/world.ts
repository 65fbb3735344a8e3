import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoOptions } from '../../infra/local/demo/demo.ts';
import type { SimulatorName } from '../../infra/local/demo/simulator-process.ts';
import { openSession, type Session } from '../../infra/local/session.ts';
import { readRuns } from '../../infra/local/status/outcome.ts';
import { takeSnapshot } from '../../infra/local/status/snapshot.ts';
import { type Obstacle, runUntilLevel } from '../../infra/local/status/until-level.ts';
import { synthesizeInto } from '../../infra/local/template/synthesized.ts';
import type { RunSummary } from '../../shared/domain/run.ts';
import type { Track, TrackName } from '../../shared/domain/track.ts';

/** A directory that goes with the tests. */
export interface TestDirectory {
  readonly path: string;
  remove(): void;
}

export function makeDirectory(): TestDirectory {
  const path = mkdtempSync(join(tmpdir(), 'e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** The app, synthesized with its real bundles. Takes some seconds, so each test file does it once. */
export async function synthesizeApp(): Promise<TestDirectory> {
  const directory = makeDirectory();
  await synthesizeInto(directory.path);
  return directory;
}

export interface Customer {
  readonly id: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly dateOfBirth?: string;
}

/** A record of an Insight collection as the simulator holds it. */
export interface HeldRecord {
  readonly key: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly ownerContactId?: number;
}

export interface Contact {
  readonly contactId: number;
  readonly identifiers: { readonly email: string };
  readonly dataFields: Readonly<Record<string, unknown>>;
  readonly lists: readonly { readonly id: number; readonly name: string }[];
  readonly channelProperties: { readonly email: { readonly status: string; readonly optInType: string } };
}

export interface Calls {
  readonly byEndpoint: Readonly<Record<string, { readonly count: number }>>;
}

const CUSTOMERS_ONLY = { streams: { guests: false, orders: false } };

export interface WorldOptions extends Partial<DemoOptions> {
  readonly assembly: TestDirectory;
  /** Kept: tables, secrets and both simulators outlive the session. */
  readonly keepIn?: TestDirectory;
  /** Seconds between ticks; by default so many that there is none but the first. */
  readonly everySeconds?: number;
  /** May name other AWS endpoints than the emulators. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Lets time pass for metrics and alarms alone; see `TelemetryOptions`. */
  readonly metricTime?: (ms: number) => number;
}

/** One session of the local stack, and the questions that tests ask it and the worlds on its two sides. */
export class World {
  readonly session: Session;
  readonly #directory: TestDirectory | undefined;

  private constructor(session: Session, directory: TestDirectory | undefined) {
    this.session = session;
    this.#directory = directory;
  }

  /** Everything is up but the schedule. */
  static async open(options: WorldOptions): Promise<World> {
    const { assembly, keepIn, everySeconds = 3600, environment = {}, metricTime, ...demo } = options;
    const passing = keepIn ? undefined : makeDirectory();
    const workDirectory = (keepIn ?? passing ?? assembly).path;
    const session = await openSession(
      {
        workDirectory,
        assemblyDirectory: assembly.path,
        keepsState: keepIn !== undefined,
        everySeconds,
        environment,
        metricTime,
      },
      {
        commercetools: 'simulator',
        marketing: 'simulator',
        tenants: 1,
        customers: 100,
        shop: { orders: 0, products: 0 },
        settings: CUSTOMERS_ONLY,
        seed: 1,
        latencyMs: 0,
        directory: keepIn?.path,
        ...demo,
      },
    );
    return new World(session, passing);
  }

  /** Ticks until nothing is left to do. @returns what stands in the way of those that are not level */
  untilLevel(): Promise<Obstacle[]> {
    const { stores, ticker } = this.session.stack;
    const { signal } = new AbortController();
    return runUntilLevel({ stores, ticker, signal, onSnapshot: () => undefined });
  }

  /** Ticks once more and waits until nothing is left to do. */
  async tickUntilLevel(): Promise<Obstacle[]> {
    await this.session.stack.ticker.tick();
    return this.untilLevel();
  }

  /** Ends everything; what is under way is cut off. */
  async close(): Promise<void> {
    await this.session.close(0);
    this.#directory?.remove();
  }

  control(name: SimulatorName, method: string, path: string, body?: unknown): Promise<unknown> {
    const simulator = this.session.demo.simulators[name];
    if (!simulator) throw new Error(`The world has no ${name}.`);
    return simulator.control(method, path, body);
  }

  async customers(tenantId = 'demo'): Promise<Customer[]> {
    return (await this.control('commercetools', 'GET', `projects/${tenantId}/records/customers`)) as Customer[];
  }

  /** Contacts by email. */
  async contacts(tenantId = 'demo'): Promise<Map<string, Contact>> {
    const path = `accounts/${this.userOf(tenantId)}/contacts?limit=1000000`;
    const { items } = (await this.control('marketing', 'GET', path)) as { items: Contact[] };
    return new Map(items.map((contact) => [contact.identifiers.email.toLowerCase(), contact]));
  }

  /** Everything that a collection holds. */
  async records(collection: string, tenantId = 'demo'): Promise<HeldRecord[]> {
    const path = `accounts/${this.userOf(tenantId)}/collections/${collection}?limit=1000000`;
    return ((await this.control('marketing', 'GET', path)) as { items: HeldRecord[] }).items;
  }

  userOf(tenantId = 'demo'): string {
    const tenant = this.session.demo.tenants.find((each) => each.tenantId === tenantId);
    return tenant?.marketing.user ?? '';
  }

  /** What was asked of a simulator since it was last forgotten. */
  async calls(name: SimulatorName): Promise<Calls> {
    return (await this.control(name, 'GET', 'calls/summary')) as Calls;
  }

  async forgetCalls(): Promise<void> {
    await this.control('commercetools', 'DELETE', 'calls');
    await this.control('marketing', 'DELETE', 'calls');
  }

  async runs(): Promise<RunSummary[]> {
    const { stores } = this.session.stack;
    return readRuns(stores, await takeSnapshot(stores));
  }

  track(name: TrackName, stream = 'customers', tenantId = 'demo'): Promise<Track | undefined> {
    return this.session.stack.stores.tracks.getTrack({ tenantId, stream, track: name });
  }

  /** Ids of the customers that are listed as refused. */
  async refusedIds(tenantId = 'demo', stream = 'customers'): Promise<string[]> {
    const rejections = await this.session.stack.stores.rejections.listRejections(tenantId);
    return rejections.filter((rejection) => rejection.stream === stream).map(({ id }) => id);
  }
}
