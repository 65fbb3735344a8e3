import { randomUUID } from 'node:crypto';
import { requestAccessToken } from '../../../shared/adapters/commercetools/access-token.ts';
import { createCommercetoolsSource, type StoreFacts } from '../../../shared/adapters/commercetools/source.ts';
import { deadlineAfter } from '../../../shared/adapters/http/deadline-after.ts';
import type { ProjectFacts } from '../../../shared/ports.ts';
import type { Ops } from '../ops.ts';
import { OpsError } from '../ops-error.ts';
import type { CommercetoolsAccess } from './environment-block.ts';
import { fixedCredentials } from './fixed-credentials.ts';

export interface ProjectReading {
  /** Of the API client; `undefined` when the answer did not tell. */
  scopes: readonly string[] | undefined;
  /** `undefined` without the scope `view_project_settings`. */
  project: ProjectFacts | undefined;
  /** `undefined` without the scope `view_stores`, which the sync does not need. */
  stores: StoreFacts[] | undefined;
}

const TIMEOUT_MS = 20_000;

/** What an access token of this API client may do. @throws OpsError when commercetools refuses the client */
export async function readScopes(
  access: CommercetoolsAccess,
  { transport, clock }: Pick<Ops, 'transport' | 'clock'>,
): Promise<readonly string[] | undefined> {
  const { clientId, clientSecret, authUrl, projectKey } = access;
  const token = await requestAccessToken({
    authUrl,
    credentials: { clientId, clientSecret },
    transport,
    correlationId: randomUUID(),
    timeoutMs: TIMEOUT_MS,
    deadline: deadlineAfter(TIMEOUT_MS, clock),
  });
  if (token) return token.scopes;
  throw new OpsError(`commercetools refuses the API client for project ${projectKey} at ${authUrl}.`, {
    remedy:
      'Check client id and secret; a client is valid in the region it was created in. If in doubt, create a new one in the Merchant Center (Settings, Developer settings) with view_* scopes only.',
  });
}

/** Signs in and looks at the project. Reads only. */
export async function readProject(tenantId: string, access: CommercetoolsAccess, ops: Ops): Promise<ProjectReading> {
  const scopes = await readScopes(access, ops);
  const { projectKey, apiUrl, authUrl, clientId, clientSecret } = access;
  const source = createCommercetoolsSource({
    tenant: { tenantId, commercetools: { projectKey, apiUrl, authUrl } },
    credentials: fixedCredentials('that is about to be stored', { clientId, clientSecret }),
    transport: ops.transport,
    clock: ops.clock,
  });
  const may = (name: string): boolean =>
    scopes === undefined || scopes.includes(`${name}:${projectKey}`) || scopes.includes(`manage_project:${projectKey}`);
  return {
    scopes,
    project: may('view_project_settings') ? (await source.readProject()).project : undefined,
    stores: may('view_stores') && scopes !== undefined ? (await source.readStores()).stores : undefined,
  };
}
