/** What the templates say of functions and what sets them off. Nothing of it is repeated elsewhere. */
import { z } from 'zod';
import { parseRate } from './rate.ts';
import { TemplateError } from './resolve.ts';
import type { Resource, Template } from './template.ts';

export interface FunctionResource {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly codeDirectory: string;
  /** `file.export`, relative to the code. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly reservedConcurrency: number | undefined;
  /** Where its lines go; Lambda's own choice where the template makes none. */
  readonly logGroup: string;
}

const functionSchema = z.object({
  Handler: z.string().regex(/^[^.]+\.\w+$/),
  Runtime: z.literal('nodejs24.x'),
  // What Lambda takes where the template says nothing (AWS::Lambda::Function).
  Timeout: z.int().positive().default(3),
  MemorySize: z.int().positive().default(128),
  ReservedConcurrentExecutions: z.int().min(0).optional(),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
});

export const readFunctions = (template: Template): FunctionResource[] =>
  template.list('AWS::Lambda::Function', functionSchema).map(({ logicalId, name, arn, assetDirectory, properties }) => {
    if (assetDirectory === undefined) {
      throw new TemplateError(`The function ${logicalId} does not say where its bundle is (aws:asset:path).`);
    }
    return {
      logicalId,
      name,
      arn,
      codeDirectory: assetDirectory,
      handler: properties.Handler,
      environment: properties.Environment.Variables,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    };
  });

export interface EventSource {
  readonly functionName: string;
  /** Of a queue, or of a table's stream. */
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly maxConcurrency: number | undefined;
  readonly reportsItemFailures: boolean;
  readonly retryAttempts: number | undefined;
  readonly bisectsOnError: boolean;
  readonly failureQueueArn: string | undefined;
  /** JSON; see `createEventFilter`. */
  readonly filterPatterns: readonly string[];
}

const eventSourceSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  // One receive call brings at most ten; larger batches need a batching window, which is not built here.
  BatchSize: z.int().min(1).max(10).default(10),
  Enabled: z.literal(true).default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
  MaximumRetryAttempts: z.int().min(0).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});

export const readEventSources = (template: Template): EventSource[] =>
  template.list('AWS::Lambda::EventSourceMapping', eventSourceSchema).map(({ properties }) => ({
    functionName: properties.FunctionName,
    sourceArn: properties.EventSourceArn,
    batchSize: properties.BatchSize,
    maxConcurrency: properties.ScalingConfig?.MaximumConcurrency,
    reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    retryAttempts: properties.MaximumRetryAttempts,
    bisectsOnError: properties.BisectBatchOnFunctionError,
    failureQueueArn: properties.DestinationConfig?.OnFailure.Destination,
    filterPatterns: properties.FilterCriteria?.Filters.map(({ Pattern }) => Pattern) ?? [],
  }));

export interface ScheduleResource {
  readonly functionArn: string;
  readonly everySeconds: number;
  readonly input: Readonly<Record<string, unknown>>;
}

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  State: z.literal('ENABLED').default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});

export const readSchedules = (template: Template): ScheduleResource[] =>
  template.list('AWS::Scheduler::Schedule', scheduleSchema).map(toSchedule);

const toSchedule = ({ properties }: Resource<z.output<typeof scheduleSchema>>): ScheduleResource => ({
  functionArn: properties.Target.Arn,
  everySeconds: parseRate(properties.ScheduleExpression),
  input: z.record(z.string(), z.unknown()).parse(JSON.parse(properties.Target.Input)),
});
