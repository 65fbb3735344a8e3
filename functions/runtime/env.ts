import * as z from 'zod';
import { ENV } from '../../shared/names.ts';

const environment = z.object({
  [ENV.configTable]: z.string().min(1),
  [ENV.stateTable]: z.string().min(1),
  [ENV.pageQueueUrl]: z.url(),
  [ENV.settleQueueUrl]: z.url(),
  [ENV.secretPrefix]: z.string().min(1),
});

export type EnvName = (typeof ENV)[keyof typeof ENV];

/**
 * Reads the variables a function needs, once per container. A function is given only what it uses, so each asks for its
 * own.
 * @throws Error naming every variable that is missing, before the first event is handled.
 */
export function readEnv<Name extends keyof typeof environment.shape>(...names: Name[]): Record<Name, string> {
  const wanted = z.object(Object.fromEntries(names.map((name) => [name, environment.shape[name]])));
  const parsed = wanted.safeParse(process.env);
  if (parsed.success) return parsed.data as Record<Name, string>;
  const missing = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`Environment variables are missing or wrong: ${missing}. They are set by the sync stack.`);
}

/** Set by Lambda anew for every invocation (Lambda: Defined runtime environment variables). */
export const readTraceHeader = (): string | undefined => process.env._X_AMZN_TRACE_ID;

export const readDaemonAddress = (): string | undefined => process.env.AWS_XRAY_DAEMON_ADDRESS;
