import { newId } from '../../http/chance.ts';
import type { SimulatorClock } from '../../http/clock.ts';
import type { JsonObject } from '../../http/exchange.ts';
import { RESOURCES, type ResourceName } from '../resources/all.ts';
import { type ApiClient, type ApiClientDraft, createApiClient } from './api-client.ts';
import { type Collection, createCollection } from './collection.ts';
import { mergePatch } from './merge-patch.ts';
import { defaultSettings } from './settings.ts';
import { parseRow, RecordError, type StoredResource, toRecord } from './stored-record.ts';

/** One commercetools project: its settings, API clients and resources, and the ways a test changes them. */
export interface Project {
  readonly key: string;
  readonly clock: SimulatorClock;
  /** As `GET /{projectKey}` answers. */
  readonly settings: JsonObject;
  /** JSON merge patch on the settings. */
  changeSettings(patch: JsonObject): void;
  readonly clients: ReadonlyMap<string, ApiClient>;
  addClient(draft?: ApiClientDraft): ApiClient;
  /** Tokens of a removed client stop working at once. */
  removeClient(clientId: string): boolean;
  /** Writes from now on become visible so much later, with the timestamp of the write; 0 ends it. */
  lateVisibilityMs: number;
  collection(resource: ResourceName): Collection;
  /** Stores records exactly as they are, ids, versions and timestamps included; an existing id is replaced. */
  seed(resource: ResourceName, records: Iterable<JsonObject>): void;
  /** Stamps a new record: `id` unless given, version 1, both timestamps from the clock; required fields get defaults. */
  create(resource: ResourceName, draft: JsonObject): StoredResource;
  /** JSON merge patch; version + 1, `lastModifiedAt` from the clock. @throws RecordError for an unknown id. */
  change(resource: ResourceName, id: string, patch: JsonObject): StoredResource;
  /** @throws RecordError for an unknown id. */
  remove(resource: ResourceName, id: string): void;
  /** The newest version, also while readers do not see it yet. */
  one(resource: ResourceName, id: string): StoredResource | undefined;
  /** Everything that readers see, in order of id. */
  all(resource: ResourceName): StoredResource[];
}

export interface ProjectDraft {
  key: string;
  /** JSON merge patch on believable defaults. */
  settings?: JsonObject | undefined;
}

export function createProject(draft: ProjectDraft, clock: SimulatorClock): Project {
  const collections = new Map<ResourceName, Collection>();
  const clients = new Map<string, ApiClient>();
  let settings = mergePatch(defaultSettings(draft.key, clock.now()), draft.settings ?? {}) as JsonObject;

  const collection = (resource: ResourceName): Collection => {
    const found = collections.get(resource) ?? createCollection(clock.now, RESOURCES[resource].indexedBy);
    collections.set(resource, found);
    return found;
  };
  const visibleAtMs = (): number => (project.lateVisibilityMs > 0 ? clock.now() + project.lateVisibilityMs : 0);
  const latest = (resource: ResourceName, id: string) => {
    const record = collection(resource).latest(id);
    if (!record) throw new RecordError(`Project "${draft.key}" has no ${resource} with id "${id}".`);
    return record;
  };
  const write = (resource: ResourceName, value: StoredResource): StoredResource => {
    collection(resource).put(toRecord(value, RESOURCES[resource]), visibleAtMs());
    return value;
  };
  const stamp = (): string => new Date(clock.now()).toISOString();

  const project: Project = {
    key: draft.key,
    clock,
    get settings() {
      return settings;
    },
    changeSettings: (patch) => {
      settings = { ...(mergePatch(settings, patch) as JsonObject), version: Number(settings.version) + 1 };
    },
    clients,
    addClient: (clientDraft) => {
      const client = createApiClient(draft.key, clientDraft);
      clients.set(client.clientId, client);
      return client;
    },
    removeClient: (clientId) => clients.delete(clientId),
    lateVisibilityMs: 0,
    collection,
    seed: (resource, records) => {
      const target = collection(resource);
      for (const record of records) target.put(toRecord(record, RESOURCES[resource]));
    },
    create: (resource, fields) => {
      const at = stamp();
      const head = { id: newId(), version: 1, createdAt: at, lastModifiedAt: at };
      return write(resource, { ...head, ...RESOURCES[resource].defaults, ...fields });
    },
    change: (resource, id, patch) => {
      const current = latest(resource, id);
      const merged = mergePatch(parseRow(current), patch) as JsonObject;
      return write(resource, { ...merged, id, version: current.version + 1, lastModifiedAt: stamp() });
    },
    remove: (resource, id) => collection(resource).remove(latest(resource, id).id, visibleAtMs()),
    one: (resource, id) => {
      const record = collection(resource).latest(id);
      return record && parseRow(record);
    },
    all: (resource) => collection(resource).inOrder().map(parseRow),
  };
  return project;
}
