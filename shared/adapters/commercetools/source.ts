import { randomUUID } from 'node:crypto';
import { parsePage } from '../../contracts/commercetools.ts';
import { type ProjectSettings, projectContract, storesContract } from '../../contracts/commercetools-answers.ts';
import { InvariantError } from '../../domain/errors.ts';
import type { Deadline, Source, SourcePage, SourceQuery, SourceResource } from '../../ports.ts';
import { deadlineAfter } from '../http/deadline-after.ts';
import { unreadableAnswer } from './no-answer.ts';
import { idsArgs, latestArgs, MAX_IDS, pageArgs, probeArgs } from './queries.ts';
import { assertAscending } from './record-order.ts';
import { type Ask, createRequester, type Reply, type RequesterOptions } from './requester.ts';
import { type QueryArgs, RESOURCES } from './resources.ts';

export interface CommercetoolsSourceOptions extends Omit<RequesterOptions, 'random' | 'newCorrelationId'> {
  random?: () => number;
  newCorrelationId?: () => string;
}

export interface CommercetoolsSource extends Source {
  /** Needs the scope `view_project_settings`. */
  readProject(): Promise<{ project: ProjectSettings; calls: number }>;
  /** Up to 500 stores. Needs the scope `view_stores`, which a sync does not. */
  readStores(): Promise<{ stores: StoreFacts[]; calls: number }>;
  /** The 1 to 500 records that changed last, newest first: for people who look at some, not for walking all. */
  readLatest(query: SourceQuery, limit: number, deadline: Deadline): Promise<SourcePage>;
}

export interface StoreFacts {
  key: string;
  languages: string[];
  countries: string[];
}

const MAX_LIMIT = 500;

/** For what is asked outside a page and has no deadline of its own: room for a slow answer and one more attempt. */
const DEFAULT_DEADLINE_MS = 75_000;

/**
 * One tenant's commercetools project. Make one per tenant and container and keep it: it holds the access token that all
 * requests share.
 */
export function createCommercetoolsSource(options: CommercetoolsSourceOptions): CommercetoolsSource {
  const requester = createRequester({ random: Math.random, newCorrelationId: randomUUID, ...options });
  const defaultDeadline = (): Deadline => deadlineAfter(DEFAULT_DEADLINE_MS, options.clock);

  const query = (resource: SourceResource, args: QueryArgs, isTenantShaped: boolean): Ask => ({
    build: (project) => RESOURCES[resource].query(project, args),
    subject: resource,
    scope: RESOURCES[resource].scope,
    isTenantShaped,
  });

  return {
    async probe(sourceQuery) {
      const { resource } = sourceQuery;
      const reply = await requester.ask(
        query(resource, probeArgs(sourceQuery), isTenantShaped(sourceQuery)),
        defaultDeadline(),
      );
      const { total } = readPage(resource, reply);
      if (total === undefined) throw unreadableAnswer(resource, reply.correlationId);
      return { serverNow: reply.serverNow, estimate: total, calls: reply.calls };
    },

    async readPage(sourceQuery, deadline) {
      const { resource, range, after } = sourceQuery;
      const reply = await requester.ask(query(resource, pageArgs(sourceQuery), isTenantShaped(sourceQuery)), deadline);
      const { records } = readPage(resource, reply);
      assertAscending(records, { range, after, subject: resource, correlationId: reply.correlationId });
      return { records, serverNow: reply.serverNow, bytes: reply.bytes, calls: reply.calls };
    },

    async readByIds(resource, ids, deadline, parameters) {
      if (ids.length === 0 || ids.length > MAX_IDS) {
        throw new InvariantError(`Records can be read by 1 to ${MAX_IDS} ids at a time, not ${ids.length}.`, {
          code: 'commercetools.tooManyIds',
          remedy: 'Report this: ids have to be cut into portions before they are read.',
        });
      }
      const reply = await requester.ask(query(resource, idsArgs(ids, parameters), parameters !== undefined), deadline);
      const { records } = readPage(resource, reply);
      assertAscending(records, { range: {}, after: undefined, subject: resource, correlationId: reply.correlationId });
      return { records, serverNow: reply.serverNow, bytes: reply.bytes, calls: reply.calls };
    },

    async readLatest(sourceQuery, limit, deadline) {
      const { resource } = sourceQuery;
      const args = latestArgs(sourceQuery, limit);
      const reply = await requester.ask(query(resource, args, isTenantShaped(sourceQuery)), deadline);
      const { records } = readPage(resource, reply);
      return { records, serverNow: reply.serverNow, bytes: reply.bytes, calls: reply.calls };
    },

    async readStores() {
      const ask: Ask = {
        build: (project) =>
          project
            .stores()
            .get({ queryArgs: { limit: MAX_LIMIT } })
            .clientRequest(),
        subject: 'stores',
        scope: 'view_stores',
        isTenantShaped: false,
      };
      const reply = await requester.ask(ask, defaultDeadline());
      const parsed = storesContract.safeParse(reply.body);
      if (!parsed.success) throw unreadableAnswer(ask.subject, reply.correlationId);
      const stores = parsed.data.results.map(({ key, languages, countries }) => ({
        key,
        languages: languages ?? [],
        countries: (countries ?? []).map(({ code }) => code),
      }));
      return { stores, calls: reply.calls };
    },

    async readProject() {
      const ask: Ask = {
        build: (project) => project.get().clientRequest(),
        subject: 'project settings',
        scope: 'view_project_settings',
        isTenantShaped: false,
      };
      const reply = await requester.ask(ask, defaultDeadline());
      const project = projectContract.safeParse(reply.body);
      if (!project.success) throw unreadableAnswer(ask.subject, reply.correlationId);
      return { project: project.data, calls: reply.calls };
    },
  };
}

/** Filters and query parameters come from the stream, and through it from the tenant's settings. */
const isTenantShaped = ({ where, parameters }: SourceQuery): boolean => where !== undefined || parameters !== undefined;

function readPage(resource: SourceResource, { body, correlationId }: Reply) {
  const page = parsePage(resource, body);
  if (!('broken' in page)) return page;
  throw new InvariantError(
    `commercetools sent ${resource} that break its own description at ${page.broken.slice(0, 3).join(', ')} (correlation id ${correlationId}).`,
    {
      code: 'commercetools.brokenRecord',
      remedy: `Report this to commercetools with the correlation id; without these fields ${resource} cannot be walked safely.`,
    },
  );
}
