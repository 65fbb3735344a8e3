import type { Verb } from '../verb.ts';
import { registerDoctor } from './doctor.ts';
import { registerExplain } from './explain.ts';
import { registerPreview } from './preview.ts';
import { registerTenant } from './tenant/tenant.ts';

/** Every verb, in the order in which `--help` lists them. */
export const VERBS: readonly Verb[] = [registerTenant, registerDoctor, registerPreview, registerExplain];
