import type { z } from 'zod';
import {
  accountInfo,
  collectionSchema,
  contact,
  contactLists,
  dataFields,
  insightCollections,
  insightRecord,
  type SchemaColumn,
} from '../../contracts/marketing-answers.ts';
import type { Deadline } from '../../ports.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingAnswer, MarketingClient } from './marketing-call.ts';

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

export interface HeldList {
  id: number;
  name: string;
}

export type HeldContact = z.infer<typeof contact>;

/** Answers carry the number of requests they took. */
export type Counted<T> = T & { calls: number };

/** What Marketing holds, records of collections aside (see held-records.ts). Every method throws ConfigurationError and TransientError. */
export interface MarketingReader {
  /** The cheapest proof that region and credentials are right. */
  readAccountInfo(deadline: Deadline): Promise<Counted<AccountInfo>>;
  /** Every list, those that Marketing keeps for itself included. */
  listLists(deadline: Deadline): Promise<Counted<{ lists: HeldList[] }>>;
  listDataFields(deadline: Deadline): Promise<Counted<{ fields: { name: string; type: string }[] }>>;
  listCollections(deadline: Deadline): Promise<Counted<{ collections: HeldCollection[] }>>;
  /** Columns as Marketing froze them; `undefined` when there is no such collection. */
  readSchema(collectionName: string, deadline: Deadline): Promise<Counted<{ columns: SchemaColumn[] | undefined }>>;
  /** A contact by email; `undefined` when there is none. */
  readContact(email: string, deadline: Deadline): Promise<Counted<{ contact: HeldContact | undefined }>>;
  /** A record of a collection by its key; `email` is its owner in a collection of contact scope. */
  readRecord(
    record: { collectionName: string; key: string; email?: string | undefined },
    deadline: Deadline,
  ): Promise<Counted<{ json: Readonly<Record<string, unknown>> | undefined }>>;
}

/** The most that one answer lists (Marketing: API conventions, paging of v2). */
const LISTS_AT_ONCE = 1000;

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

    async listLists(deadline) {
      const lists: HeldList[] = [];
      let calls = 0;
      for (let isLast = false; !isLast; ) {
        const answer = await get(`/v2/address-books?select=${LISTS_AT_ONCE}&skip=${lists.length}`, deadline);
        const page = expectBody(answer, contactLists, 'the lists', client);
        calls += answer.calls;
        lists.push(...page);
        isLast = page.length < LISTS_AT_ONCE;
      }
      return { lists, calls };
    },

    async listDataFields(deadline) {
      const answer = await get('/v2/data-fields', deadline);
      return { fields: expectBody(answer, dataFields, 'the data fields', client), calls: answer.calls };
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

    async readContact(email, deadline) {
      const answer = await get(`/contacts/v3/email/${encodeURIComponent(email)}`, deadline);
      if (isNotHeld(answer)) return { contact: undefined, calls: answer.calls };
      return { contact: expectBody(answer, contact, 'a contact', client), calls: answer.calls };
    },

    async readRecord({ collectionName, key, email }, deadline) {
      const owner = email === undefined ? 'account' : `contacts/email/${encodeURIComponent(email)}`;
      const path = `/insightData/v3/${owner}/${encodeURIComponent(collectionName)}/${encodeURIComponent(key)}`;
      const answer = await get(path, deadline);
      if (isNotHeld(answer)) return { json: undefined, calls: answer.calls };
      return { json: expectBody(answer, insightRecord, 'a record', client).json, calls: answer.calls };
    },
  };
}

const isMissing = ({ refusal }: MarketingAnswer): boolean => refusal?.status === 404;

/** A key or an address that Marketing calls malformed cannot be one that it holds. */
const isNotHeld = (answer: MarketingAnswer): boolean => isMissing(answer) || answer.refusal?.status === 400;
