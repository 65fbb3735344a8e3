import { newId } from '../../http/chance.ts';

/** What a merchant creates in the Merchant Center; commercetools: API clients. */
export interface ApiClient {
  clientId: string;
  clientSecret: string;
  /** With the project's suffix, `view_customers:acme`. */
  scopes: readonly string[];
  accessTokenValiditySeconds: number;
}

export interface ApiClientDraft {
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  /** Without a suffix the project's own is added. Default: everything that a one-way sync reads. */
  scopes?: readonly string[] | undefined;
  /** Default 172,800 s, 48 h; the platform allows 3,600 to 604,800, the simulator also less, so that tokens expire in tests. */
  accessTokenValiditySeconds?: number | undefined;
}

const READING = [
  'view_customers',
  'view_orders',
  'view_products',
  'view_standalone_prices',
  'view_discount_codes',
  'view_project_settings',
];

export const createApiClient = (projectKey: string, draft: ApiClientDraft = {}): ApiClient => ({
  clientId: draft.clientId ?? newId().replaceAll('-', '').slice(0, 24),
  clientSecret: draft.clientSecret ?? newId().replaceAll('-', ''),
  scopes: (draft.scopes ?? READING).map((scope) => (scope.includes(':') ? scope : `${scope}:${projectKey}`)),
  accessTokenValiditySeconds: draft.accessTokenValiditySeconds ?? 172_800,
});
