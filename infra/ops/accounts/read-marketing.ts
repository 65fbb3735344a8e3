import { deadlineAfter } from '../../../shared/adapters/http/deadline-after.ts';
import type { MarketingClient } from '../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../../shared/adapters/marketing/marketing-client.ts';
import {
  type AccountInfo,
  createMarketingReader,
  type HeldList,
} from '../../../shared/adapters/marketing/marketing-reader.ts';
import { SyncError } from '../../../shared/domain/errors.ts';
import type { Ops } from '../ops.ts';
import { OpsError } from '../ops-error.ts';
import { fixedCredentials } from './fixed-credentials.ts';

export interface MarketingAccess {
  user: string;
  password: string;
  /** Any region's address does: the account itself tells which one is its own. */
  apiUrl: string;
}

export interface AccountReading {
  client: MarketingClient;
  account: AccountInfo;
  /** Base URL of the account's own region. */
  apiUrl: string;
  lists: HeldList[];
}

/** Where an account is asked which region is its own (Marketing: Accounts and utilities v2, account info). */
export const FIRST_REGION = 'https://r1-api.dotdigital.com';

export const CALL_MS = 120_000;

/** Signs in, finds the account's region, and looks at its lists. Reads only. */
export async function readAccount(tenantId: string, access: MarketingAccess, ops: Ops): Promise<AccountReading> {
  const clientAt = (apiUrl: string) =>
    createMarketingClient({
      tenant: { tenantId, secretName: 'that is about to be stored', marketing: { apiUrl } },
      credentials: fixedCredentials('', { user: access.user, password: access.password }),
      transport: ops.transport,
      clock: ops.clock,
      random: Math.random,
    });
  const first = createMarketingReader(clientAt(access.apiUrl));
  const account = await first.readAccountInfo(deadlineAfter(CALL_MS, ops.clock)).catch((error: unknown) => {
    throw error instanceof SyncError && error.code === 'marketing.credentialsRefused' ? refused(access) : error;
  });
  const apiUrl = account.apiUrl ?? access.apiUrl;
  const client = clientAt(apiUrl);
  const { lists } = await createMarketingReader(client).listLists(deadlineAfter(CALL_MS, ops.clock));
  return { client, account, apiUrl, lists: lists.filter(({ name }) => !RESERVED.has(name.trim().toLowerCase())) };
}

const refused = ({ user, apiUrl }: MarketingAccess): OpsError =>
  new OpsError(`Marketing refuses the API user ${user} at ${apiUrl}.`, {
    remedy:
      'Check the user and its password; it must be an enabled API user of the account (Settings, Access, API users).',
  });

/** Every account has these, and nothing can be added to them through the API (Marketing: Lists v2). */
const RESERVED: ReadonlySet<string> = new Set(['test', 'all contacts']);
