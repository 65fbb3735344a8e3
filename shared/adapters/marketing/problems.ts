import { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../../domain/errors.ts';
import type { HttpFailure } from '../http/http-failure.ts';
import { nameRefusal, type Refusal } from './refusal.ts';

/** Whose call it was, in the words a person knows it by. */
export interface MarketingTenant {
  tenantId: string;
  secretName: string;
  marketing: {
    /** Base URL of the account's region. */
    apiUrl: string;
  };
}

const CHECK_URL =
  'Check marketing.apiUrl in the settings of the tenant; it is the ApiEndpoint of the Marketing account.';

export const credentialsRefused = (
  { tenantId, secretName }: MarketingTenant,
  isUncertain: boolean,
): ConfigurationError =>
  new ConfigurationError(`Marketing refuses the API user of tenant ${tenantId} (HTTP 401).`, {
    code: 'marketing.credentialsRefused',
    isUncertain,
    remedy:
      `Put the email and password of an enabled API user of the Marketing account into the secret ${secretName}; ` +
      'it is read again by itself.',
  });

export const accessDenied = (
  refusal: Refusal,
  { tenantId, marketing }: MarketingTenant,
  isUncertain: boolean,
): ConfigurationError =>
  new ConfigurationError(
    `Marketing denies tenant ${tenantId} access at ${originOf(marketing.apiUrl)} (${nameRefusal(refusal)}).`,
    {
      code: 'marketing.accessDenied',
      isUncertain,
      remedy:
        'Check that marketing.apiUrl in the settings of the tenant is the region of its Marketing account ' +
        '(r1 Europe, r2 North America, r3 Asia-Pacific), that the API user may manage contacts and Insight data, ' +
        'and that the account has what the sync uses.',
    },
  );

export const featureOff = ({ tenantId }: MarketingTenant, isUncertain: boolean): ConfigurationError =>
  new ConfigurationError(`A feature the sync needs is not active in the Marketing account of tenant ${tenantId}.`, {
    code: 'marketing.featureOff',
    isUncertain,
    remedy: 'Have Insight data (and API access) activated for the Marketing account.',
  });

export const storageFull = ({ tenantId }: MarketingTenant, isUncertain: boolean): ConfigurationError =>
  new ConfigurationError(`The Marketing account of tenant ${tenantId} has no Insight data storage left.`, {
    code: 'marketing.storageFull',
    isUncertain,
    remedy: 'Shorten the retention of Insight data in Marketing, delete collections, or have the allowance raised.',
  });

/** A refusal that repeating cannot change and that no record is to blame for. */
export const refused = (
  what: string,
  refusal: Refusal,
  { tenantId }: MarketingTenant,
  isUncertain = false,
): ConfigurationError =>
  new ConfigurationError(`Marketing refuses ${what} for tenant ${tenantId} (${nameRefusal(refusal)}).`, {
    code: 'marketing.refused',
    isUncertain,
    remedy:
      refusal.status === 404
        ? CHECK_URL
        : "Look the code up in Marketing's API documentation and correct what it names.",
  });

export const noImportSlot = (refusal: Refusal, isUncertain: boolean): NoImportSlotError =>
  new NoImportSlotError(`Marketing is already working on as many imports as it may (${nameRefusal(refusal)}).`, {
    code: 'marketing.noImportSlot',
    isUncertain,
  });

export const rateLimited = (refusal: Refusal, retryAfterMs: number, isUncertain: boolean): TransientError =>
  new TransientError(`Marketing allows no more calls at the moment (${nameRefusal(refusal)}).`, {
    code: 'marketing.rateLimited',
    retryAfterMs,
    isUncertain,
  });

export const unavailable = (refusal: Refusal): TransientError =>
  new TransientError(`Marketing could not answer (${nameRefusal(refusal)}).`, {
    code: 'marketing.unavailable',
    isUncertain: true,
  });

export const bodyTooLarge = (bytes: number, isUncertain: boolean, cause?: unknown): TooMuchError =>
  new TooMuchError(`An import of ${bytes} bytes is more than Marketing takes at once.`, {
    code: 'marketing.bodyTooLarge',
    remedy: 'Send fewer records in one import.',
    isUncertain,
    cause,
  });

export const noAnswer = (failure: HttpFailure, isUncertain: boolean): TransientError =>
  new TransientError(`No answer from Marketing: ${failure.message}`, {
    code: failure.kind === 'timeout' ? 'marketing.timedOut' : 'marketing.unreachable',
    ...(UNLIKELY_TO_PASS.has(failure.kind) && { remedy: CHECK_URL }),
    isUncertain,
    cause: failure,
  });

const UNLIKELY_TO_PASS: ReadonlySet<string> = new Set(['dns', 'tls', 'protocol', 'refused']);

/** Success by its status, but not what the API promises; whatever was asked for has probably happened. */
export const unreadableAnswer = (what: string, paths: readonly string[] = []): TransientError =>
  new TransientError(
    `Marketing's answer about ${what} cannot be read${paths.length > 0 ? ` (at ${paths.join(', ')})` : ''}.`,
    { code: 'marketing.unreadableAnswer', remedy: CHECK_URL, isUncertain: true },
  );

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : 'an invalid URL');
