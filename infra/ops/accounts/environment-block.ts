import { parseEnv } from 'node:util';
import { usageError } from '../ops-error.ts';

/** What the Merchant Center offers as "Environment Variables (.env)" when an API client has been created. */
const NAMES = [
  'CTP_PROJECT_KEY',
  'CTP_CLIENT_ID',
  'CTP_CLIENT_SECRET',
  'CTP_AUTH_URL',
  'CTP_API_URL',
  'CTP_SCOPES',
] as const;

export interface CommercetoolsAccess {
  projectKey: string;
  clientId: string;
  clientSecret: string;
  apiUrl: string;
  authUrl: string;
}

/**
 * Reads such a block, whatever else stands beside it.
 * @param where it came from, for the error message
 * @throws OpsError when nothing of it is there; the text itself is never quoted, it holds a secret
 */
export function readEnvironmentBlock(text: string, where: string): Partial<CommercetoolsAccess> {
  const block = parseEnv(text);
  if (!NAMES.some((name) => block[name])) {
    throw usageError(
      `${where} holds none of ${NAMES.join(', ')}.`,
      'Give the environment block that the Merchant Center shows when an API client has been created (Settings, Developer settings).',
    );
  }
  return fromEnvironment(block);
}

/** The same names among other variables. */
export function fromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Partial<CommercetoolsAccess> {
  const { CTP_PROJECT_KEY, CTP_CLIENT_ID, CTP_CLIENT_SECRET, CTP_AUTH_URL, CTP_API_URL } = environment;
  return {
    ...(CTP_PROJECT_KEY && { projectKey: CTP_PROJECT_KEY.trim() }),
    ...(CTP_CLIENT_ID && { clientId: CTP_CLIENT_ID.trim() }),
    ...(CTP_CLIENT_SECRET && { clientSecret: CTP_CLIENT_SECRET.trim() }),
    ...(CTP_API_URL && { apiUrl: CTP_API_URL.trim().replace(/\/+$/, '') }),
    ...(CTP_AUTH_URL && { authUrl: CTP_AUTH_URL.trim().replace(/\/+$/, '') }),
  };
}
