/** What the templates say of storage, in the terms of what is created from it. Nothing of it is repeated elsewhere. */
import { z } from 'zod';
import type { Template } from './template.ts';

export interface TableResource {
  readonly name: string;
  /** Absent when the table has no stream. */
  readonly streamArn: string | undefined;
  /** `CreateTable` takes these as they are. */
  readonly definition: z.output<typeof tableSchema>;
}

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  BillingMode: z.literal('PAY_PER_REQUEST'),
});

const streamSchema = z.object({
  StreamSpecification: z.object({ StreamViewType: z.literal('NEW_AND_OLD_IMAGES') }).optional(),
});

export const readTables = (template: Template): TableResource[] =>
  template.list('AWS::DynamoDB::Table', tableSchema.and(streamSchema)).map(({ name, arn, properties }) => {
    const { StreamSpecification, ...definition } = properties;
    return { name, streamArn: StreamSpecification && `${arn}/stream/local`, definition };
  });

export interface QueueResource {
  readonly name: string;
  readonly arn: string;
  /** `CreateQueue` takes these as they are. */
  readonly attributes: Readonly<Record<string, string>>;
}

const seconds = z.int().min(0).optional();
const queueSchema = z.object({
  VisibilityTimeout: seconds,
  MessageRetentionPeriod: seconds,
  DelaySeconds: seconds,
  ReceiveMessageWaitTimeSeconds: seconds,
  MaximumMessageSize: seconds,
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int() }).optional(),
  FifoQueue: z.undefined({ error: 'is set: the local runner consumes standard queues only' }).optional(),
});

/** Dead-letter queues first: SQS refuses a redrive policy that names a queue which is not there yet. */
export const readQueues = (template: Template): QueueResource[] =>
  template
    .list('AWS::SQS::Queue', queueSchema)
    .sort((a, b) => Number(a.properties.RedrivePolicy !== undefined) - Number(b.properties.RedrivePolicy !== undefined))
    .map(({ name, arn, properties }) => ({
      name,
      arn,
      attributes: Object.fromEntries(
        Object.entries(properties)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
      ),
    }));
