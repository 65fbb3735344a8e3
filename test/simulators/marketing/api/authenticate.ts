import type { SimulatorRequest } from '../../http/exchange.ts';
import type { Account } from '../account/account.ts';
import { refuseEmpty, refuseV2 } from '../refusal.ts';

/** Who is named by the Authorization header, whether or not the password is right; the call log wants to know. */
export function readApiUser(request: SimulatorRequest): string | undefined {
  return readCredentials(request)?.user;
}

/** HTTP Basic with an API user (Marketing: API conventions). The refusal has a body in v2 only. */
export function authenticate(
  accounts: ReadonlyMap<string, Account>,
  request: SimulatorRequest,
  isV2: boolean,
): Account {
  const credentials = readCredentials(request);
  const account = credentials === undefined ? undefined : accounts.get(credentials.user);
  if (account?.isEnabled && account.password === credentials?.password) return account;
  throw isV2
    ? refuseV2(401, 'ERROR_ACCESS_DENIED', 'Authorization has been denied for this request.')
    : refuseEmpty(401);
}

function readCredentials(request: SimulatorRequest): { readonly user: string; readonly password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(request.headers.authorization?.toString() ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon).toLowerCase(), password: text.slice(colon + 1) };
}
