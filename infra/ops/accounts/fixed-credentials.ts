import type { Credentials } from '../../../shared/adapters/secrets/credentials.ts';

/** Credentials that somebody has just typed and that no secret holds yet. */
export const fixedCredentials = <T>(secretName: string, value: T): Credentials<T> => ({
  secretName,
  read: async () => value,
  refresh: async () => value,
});
