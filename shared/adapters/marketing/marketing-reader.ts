import type { z } from 'zod';
import {
  accountInfo,
  collectionSchema,
  contact,
  insightCollections,
  insightRecordPage,
  type SchemaColumn,
} from '../../contracts/marketing-answers.ts';
import type { Deadline } from '../../ports.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingAnswer, MarketingClient } from './marketing-call.ts';
import { unreadableAnswer } from './problems.ts';

export interface AccountInfo {
  accountId: number;
  /** Base URL of the account's region, without a trailing slash. */
  apiUrl: string | undefined;
  /** Every property the account tells, by name; see Marketing: Get account information. */
  properties: ReadonlyMap<string, string>;
}

export interface HeldCollection {
  collectionName: string;
  collectionType: string;
  collectionScope?: string | null | undefined;
  recordCount?: number | null | undefined;
}

export interface HeldRecord {
  key: string;
  json: Record<string, unknown>;
  created: string;
  updated: string;
}

export type HeldContact = z.infer<typeof contact>;

/** Answers carry the number of requests they took. */
export type Counted<T> = T & { calls: number };

/** What Marketing holds. Every method throws ConfigurationError and TransientError. */
export interface MarketingReader {
  /** The cheapest proof that region and credentials are right. */
  readAccountInfo(deadline: Deadline): Promise<Counted<AccountInfo>>;
  listCollections(deadline: Deadline): Promise<Counted<{ collections: HeldCollection[] }>>;
  /** Columns as Marketing froze them; `undefined` when there is no such collection. */
  readSchema(collectionName: string, deadline: Deadline): Promise<Counted<{ columns: SchemaColumn[] | undefined }>>;
  /** All records of an account collection, oldest change first, page by page; none when there is no such collection. */
  walkRecords(collectionName: string, deadline: Deadline): AsyncGenerator<Counted<{ records: HeldRecord[] }>>;
  /** A contact by email; `undefined` when there is none. */
  readContact(email: string, deadline: Deadline): Promise<Counted<{ contact: HeldContact | undefined }>>;
}

/** The largest that the Insight data service answers at once. */
const RECORDS_PER_PAGE = 1000;

export function createMarketingReader(client: MarketingClient): MarketingReader {
  const get = (path: string, deadline: Deadline) => client.call({ method: 'GET', path }, deadline);

  return {
    async readAccountInfo(deadline) {
      const answer = await get('/v2/account-info', deadline);
      const { id, properties } = expectBody(answer, accountInfo, 'the account', client);
      const byName = new Map(properties.map(({ name, value }) => [name, value ?? '']));
      const apiUrl = byName.get('ApiEndpoint')?.replace(/\/+$/, '');
      return { accountId: id, apiUrl, properties: byName, calls: answer.calls };
    },

    async listCollections(deadline) {
      const answer = await get('/insightData/v3/collections', deadline);
      const collections = expectBody(answer, insightCollections, 'the Insight collections', client);
      return { collections, calls: answer.calls };
    },

    async readSchema(collectionName, deadline) {
      const path = `/insightData/v3/collections/${encodeURIComponent(collectionName)}/schema`;
      const answer = await get(path, deadline);
      if (isMissing(answer)) return { columns: undefined, calls: answer.calls };
      const { schema } = expectBody(answer, collectionSchema, 'the schema of a collection', client);
      return { columns: schema, calls: answer.calls };
    },

    async *walkRecords(collectionName, deadline) {
      const path = `/insightData/v3/account/${encodeURIComponent(collectionName)}?limit=${RECORDS_PER_PAGE}`;
      for (let marker: string | undefined; ; ) {
        const answer = await get(
          marker === undefined ? path : `${path}&marker=${encodeURIComponent(marker)}`,
          deadline,
        );
        if (marker === undefined && isMissing(answer)) return;
        const { _items: records, _links } = expectBody(
          answer,
          insightRecordPage,
          'the records of a collection',
          client,
        );
        yield { records, calls: answer.calls };
        const next = _links.next?.marker;
        if (next === undefined) return;
        // A walk that comes back to where it was would never end.
        if (next === marker) throw unreadableAnswer('the records of a collection', ['_links.next']);
        marker = next;
      }
    },

    async readContact(email, deadline) {
      const answer = await get(`/contacts/v3/email/${encodeURIComponent(email)}`, deadline);
      if (isMissing(answer)) return { contact: undefined, calls: answer.calls };
      return { contact: expectBody(answer, contact, 'a contact', client), calls: answer.calls };
    },
  };
}

const isMissing = ({ refusal }: MarketingAnswer): boolean => refusal?.status === 404;
