import { Logger } from '@aws-lambda-powertools/logger';
import { SyncError } from './domain/errors.ts';
import type { Api } from './metric-names.ts';
import { SERVICE_NAME } from './names.ts';
import type { Clock, Observer } from './ports.ts';
import { type CallOutcome, measureCall } from './telemetry/measure-call.ts';
import { type Details, measureEvent } from './telemetry/measure-event.ts';
import { MetricBook } from './telemetry/metric-book.ts';

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

/** What this container measures; written at the end of every invocation (functions/runtime/middleware.ts). */
export const metrics = new MetricBook();

function measure(event: string, details: Details): void {
  for (const measurement of measureEvent(event, details)) metrics.record(measurement);
}

/** Every request to either API; called once per attempt. */
export function recordCall(api: Api, call: CallOutcome): void {
  for (const measurement of measureCall(api, call)) metrics.record(measurement);
}

/** A clock whose pauses are counted as time an API has made us wait. */
export const waitingFor = (api: Api, clock: Clock): Clock => ({
  now: () => clock.now(),
  sleep(ms) {
    metrics.record({ metric: 'apiWait', value: ms, dimensions: { Api: api } });
    return clock.sleep(ms);
  },
});

/** Every event becomes one line of the log and, where a metric asks for it, a measurement. */
export const loggingObserver: Observer = {
  note(event, details) {
    logger.info(event, details);
    measure(event, details);
  },
  warn(event, details) {
    logger.warn(event, details);
    measure(event, details);
  },
  fail(event, error, details) {
    const problem = describeError(error);
    logger.error(event, { ...details, ...('code' in problem && { code: problem.code }), problem });
    measure(event, { ...details, code: problem.code });
  },
};
