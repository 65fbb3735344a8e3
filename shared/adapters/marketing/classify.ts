import type { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../../domain/errors.ts';
import {
  accessDenied,
  bodyTooLarge,
  credentialsRefused,
  featureOff,
  type MarketingTenant,
  noImportSlot,
  rateLimited,
  storageFull,
  unavailable,
} from './problems.ts';
import type { RateLimit } from './rate-limit.ts';
import { hasCode, type Refusal } from './refusal.ts';

/** A flat cap of calls per rolling hour frees a few calls every minute: there is no moment to wait for. */
const HOURLY_CAP_WAIT_MS = 5 * 60_000;

/** A 429 that does not say for how long. */
const UNKNOWN_WAIT_MS = 30_000;

export interface RefusedCall {
  tenant: MarketingTenant;
  /** The call hands over a bulk import. */
  isImport: boolean;
  bodyBytes: number;
  rateLimit: RateLimit | undefined;
  /** An earlier attempt of this call may have been carried out. */
  isUncertain: boolean;
}

/**
 * What a refusal means for the call, wherever it is met. `undefined`: that depends on what was asked, so the caller
 * decides (a 404 of a report, a 409 of a creation, a 400 of an import body).
 */
export function classifyRefusal(
  refusal: Refusal,
  call: RefusedCall,
): ConfigurationError | TransientError | NoImportSlotError | TooMuchError | undefined {
  const { status } = refusal;
  if (meansNoSlot(refusal, call)) return noImportSlot(refusal, call.isUncertain);
  if (status === 429) return rateLimited(refusal, call.rateLimit?.waitMs ?? UNKNOWN_WAIT_MS, call.isUncertain);
  if (hasCode(refusal, 'ERROR_APIUSAGE_EXCEEDED')) return rateLimited(refusal, HOURLY_CAP_WAIT_MS, call.isUncertain);
  if (status === 401) return credentialsRefused(call.tenant, call.isUncertain);
  if (hasCode(refusal, 'ERROR_FEATURENOTACTIVE')) return featureOff(call.tenant, call.isUncertain);
  if (hasCode(refusal, 'ERROR_TRANSACTIONAL_DATA_STORAGE_ALLOWANCE_EXCEEDED'))
    return storageFull(call.tenant, call.isUncertain);
  if (status === 403) return accessDenied(refusal, call.tenant, call.isUncertain);
  if (status === 413) return bodyTooLarge(call.bodyBytes, call.isUncertain);
  if (status === 408 || status >= 500 || hasCode(refusal, 'ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE')) {
    return unavailable(refusal);
  }
  return undefined;
}

/**
 * A 429 says one of two things. The code tells them apart where there is one; without it, an import refused while its
 * tier still has calls left, or with no word about tiers, was refused for lack of a place.
 */
function meansNoSlot(refusal: Refusal, { isImport, rateLimit }: RefusedCall): boolean {
  if (hasCode(refusal, 'ERROR_IMPORT_TOOMANYACTIVEIMPORTS')) return true;
  if (refusal.status !== 429) return false;
  if (refusal.code?.toLowerCase().endsWith(':toomanyactiveimports')) return true;
  const isTierEmpty = rateLimit !== undefined && (rateLimit.remaining ?? 0) <= 0;
  return isImport && refusal.code === undefined && !isTierEmpty;
}
