/**
 * Reasons that lie in an account as a whole and not in what one lane does: every lane of the tenant meets them alike. One
 * lane then tries for all of them at a tick, and when its page is settled the others go on at once; so a tenant whose
 * credentials were revoked makes a handful of requests a tick and not hundreds.
 */
const SHARED_REASONS: ReadonlySet<string> = new Set([
  'commercetools.forbidden',
  'commercetools.insufficientScope',
  'commercetools.invalidClient',
  'commercetools.invalidToken',
  'commercetools.notFound',
  'commercetools.wrongAuthUrl',
  'import.ExceedsAllowedContactLimit',
  'import.RejectedByWatchdog',
  'marketing.accessDenied',
  'marketing.credentialsRefused',
  'marketing.featureOff',
  'marketing.storageFull',
  'secret.accessDenied',
  'secret.deleted',
  'secret.invalidName',
  'secret.malformed',
  'secret.missing',
  'secret.notDecryptable',
]);

export const isSharedReason = (code: string): boolean => SHARED_REASONS.has(code);

/** Reasons with which nothing of the tenant can go on, so that a stream that meets one need not be followed by the others. */
const SHUTTING: ReadonlySet<string> = new Set(
  [...SHARED_REASONS].filter(
    (code) =>
      code.startsWith('secret.') ||
      ['commercetools.invalidClient', 'commercetools.invalidToken', 'commercetools.notFound'].includes(code) ||
      ['commercetools.wrongAuthUrl', 'marketing.credentialsRefused'].includes(code),
  ),
);

export const shutsTenant = (code: string): boolean => SHUTTING.has(code);
