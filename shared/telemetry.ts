import { Logger } from '@aws-lambda-powertools/logger';
import { SyncError } from './domain/errors.ts';
import { SERVICE_NAME } from './names.ts';
import type { Observer } from './ports.ts';

/** One logger per container. Powertools writes one JSON object a line, which CloudWatch Logs Insights can query. */
export const logger = new Logger({ serviceName: SERVICE_NAME });

/**
 * What an error may say in a log: its kind, code, remedy and place. Causes are followed by name and code only, because
 * the text of a foreign error can hold anything, a customer's address included.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, remedy } = error as Error & { code?: unknown; remedy?: unknown };
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    ...(error instanceof SyncError && { message: error.message }),
    ...(typeof remedy === 'string' && { remedy }),
    stack: stackOf(error),
    ...(error instanceof AggregateError && { errors: error.errors.map(describeError) }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** Where it happened: the frames without the first lines, which repeat the message. */
const stackOf = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim());

export const loggingObserver: Observer = {
  note: (event, details) => logger.info(event, details),
  warn: (event, details) => logger.warn(event, details),
  fail: (event, error, details) => logger.error(event, { ...details, problem: describeError(error) }),
};
