import type { Verb } from '../verb.ts';
import { registerBackfill } from './backfill.ts';
import { registerDoctor } from './doctor.ts';
import { registerExplain } from './explain.ts';
import { registerPreview } from './preview.ts';
import { registerRedrive } from './redrive.ts';
import { registerRefresh } from './refresh.ts';
import { registerRejections } from './rejections.ts';
import { registerRetry } from './retry.ts';
import { registerStatus } from './status.ts';
import { registerTenant } from './tenant/tenant.ts';

/** Every verb, in the order in which `--help` lists them. */
export const VERBS: readonly Verb[] = [
  registerTenant,
  registerStatus,
  registerDoctor,
  registerPreview,
  registerRejections,
  registerRetry,
  registerBackfill,
  registerRefresh,
  registerRedrive,
  registerExplain,
];
