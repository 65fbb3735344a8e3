import type { AwsPlace } from '../emulators/aws-place.ts';
import type { LocalTelemetry } from '../telemetry/telemetry.ts';
import { type EventSource, readFunctions } from '../template/functions.ts';
import type { Template } from '../template/template.ts';
import { functionEnvironment } from './environment.ts';
import { FunctionPool } from './function-pool.ts';
import type { HandlerLog } from './handler-log.ts';

export interface FunctionsOptions {
  readonly template: Template;
  readonly sources: readonly EventSource[];
  readonly place: AwsPlace;
  readonly log: HandlerLog;
  readonly telemetry: LocalTelemetry;
}

/** A pool for every function of the templates, by logical id. Its processes start when events come. */
export function startFunctions(options: FunctionsOptions): ReadonlyMap<string, FunctionPool> {
  const { template, sources, place, log, telemetry } = options;
  return new Map(
    readFunctions(template).map((resource) => {
      const { logicalId, name } = resource;
      const pool = new FunctionPool({
        resource,
        sourceConcurrency: concurrencyOf(sources.filter(({ functionName }) => functionName === name)),
        environment: functionEnvironment(resource, place, process.env),
        onLine: (line) => log.write(logicalId, line),
        onInvocation: (note) => telemetry.hearInvocation(note),
        onFailure: ({ errorType, message }) => log.fail(logicalId, { errorType, reason: message }),
      });
      return [logicalId, pool];
    }),
  );
}

/** How many events its sources bring at once; `undefined` when nothing bounds them. A stream brings one batch at a time. */
function concurrencyOf(sources: readonly EventSource[]): number | undefined {
  const demands = sources.map(({ sourceArn, maxConcurrency }) => (isStream(sourceArn) ? 1 : maxConcurrency));
  const known = demands.filter((demand) => demand !== undefined);
  if (known.length === 0 || known.length < demands.length) return undefined;
  return known.reduce((sum, demand) => sum + demand, 0);
}

const isStream = (arn: string): boolean => arn.includes(':dynamodb:');
