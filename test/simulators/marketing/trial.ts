import type { AccountControl } from './control/account-control.ts';
import { type MarketingSimulator, type MarketingSimulatorOptions, startMarketingSimulator } from './simulator.ts';

/** What the tests of this simulator share: one account, a clock that stands still, and a caller. */
export const USER = 'apiuser-acme@apiconnector.com';
export const PASSWORD = 'p4ss:word';
export const NOON = Date.parse('2026-03-01T12:00:00.000Z');

export interface Reply {
  readonly status: number;
  /** Parsed JSON, the text when it is none, undefined when there is no body. */
  readonly body: Record<string, unknown> & readonly unknown[];
  readonly headers: Headers;
}

export interface Trial {
  readonly simulator: MarketingSimulator;
  readonly account: AccountControl;
  call(method: string, path: string, body?: unknown, init?: CallInit): Promise<Reply>;
  /** Sends a contact import and lets its second pass; answers the report. */
  importContacts(contacts: readonly unknown[], mergeOption?: string): Promise<ImportReport>;
  /** Sends an import and answers its id. */
  sendImport(contacts: readonly unknown[]): Promise<string>;
  /** Sends an Insight import and lets its second pass; answers the status. */
  importRecords(records: readonly unknown[], collection?: CollectionWords): Promise<InsightStatus>;
  readContact(email: string): Promise<Record<string, unknown>>;
}

export interface CollectionWords {
  readonly collectionName: string;
  readonly collectionScope: string;
  readonly collectionType: string;
}

export interface InsightStatus {
  readonly importId: string;
  readonly status: string;
  readonly collectionName: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly failures?: readonly {
    readonly collectionOwner: Readonly<Record<string, unknown>>;
    readonly failureReason: string;
    readonly details: readonly string[];
    readonly key: string;
    readonly json: unknown;
  }[];
}

export interface CallInit {
  readonly user?: string;
  readonly password?: string;
  readonly contentType?: string;
  readonly baseUrl?: string;
}

export interface ImportReport {
  readonly importId: string;
  readonly status: string;
  readonly summary: Readonly<Record<string, number>>;
  readonly created: readonly { readonly contactId: number; readonly identifiers: Record<string, string> }[];
  readonly updated: readonly { readonly contactId: number; readonly identifiers: Record<string, string> }[];
  readonly failures: readonly {
    readonly contactId?: number;
    readonly matchIdentifier: string;
    readonly identifiers: Record<string, string>;
    readonly failures: readonly { readonly failureCode: string; readonly description: string }[];
  }[];
}

export async function startTrial(
  options: MarketingSimulatorOptions = {},
  accountOptions: Partial<Parameters<MarketingSimulator['addAccount']>[0]> = {},
): Promise<Trial> {
  const ours = { user: USER, password: PASSWORD, lists: ['Customers'], ...accountOptions };
  const accounts = [ours, ...(options.accounts ?? [])];
  const simulator = await startMarketingSimulator({ frozenAtMs: NOON, ...options, accounts });
  const account = simulator.account(USER);

  const call: Trial['call'] = async (method, path, body, init = {}) => {
    const { user = USER, password = PASSWORD, contentType = 'application/json', baseUrl = simulator.url } = init;
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        ...(body !== undefined && { 'content-type': contentType }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) as Reply['body'] };
  };
  const sendImport: Trial['sendImport'] = async (contacts) =>
    String((await call('PUT', '/contacts/v3/import', { contacts })).body.importId);
  return {
    simulator,
    account,
    call,
    sendImport,
    importContacts: async (contacts, mergeOption) => {
      const accepted = await call('PUT', '/contacts/v3/import', { ...(mergeOption && { mergeOption }), contacts });
      if (accepted.status !== 202) throw new Error(`Refused with ${accepted.status}: ${JSON.stringify(accepted.body)}`);
      simulator.clock.advance(1_000);
      const report = await call('GET', `/contacts/v3/import/${accepted.body.importId}`);
      return report.body as unknown as ImportReport;
    },
    importRecords: async (records, collection = ORDERS) => {
      const accepted = await call('PUT', '/insightData/v3/import', { ...collection, records });
      if (accepted.status !== 202) throw new Error(`Refused with ${accepted.status}: ${JSON.stringify(accepted.body)}`);
      simulator.clock.advance(1_000);
      const report = await call('GET', `/insightData/v3/import/${accepted.body.importId}`);
      return report.body as unknown as InsightStatus;
    },
    readContact: async (email) => (await call('GET', `/contacts/v3/email/${encodeURIComponent(email)}`)).body,
  };
}

/** An entry of a contact import, matched by email. */
export const entry = (email: string, rest: Readonly<Record<string, unknown>> = {}) => ({
  matchIdentifier: 'email',
  identifiers: { email },
  ...rest,
});

export const ORDERS: CollectionWords = {
  collectionName: 'Orders',
  collectionScope: 'contact',
  collectionType: 'orders',
};
export const CATALOG: CollectionWords = {
  collectionName: 'Catalog_EU',
  collectionScope: 'account',
  collectionType: 'catalog',
};

/** A record of a contact, by email. */
export const recordOf = (email: string, key: string, json: Readonly<Record<string, unknown>> = { id: key }) => ({
  contactIdentity: { identifier: 'email', value: email },
  key,
  json,
});

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
