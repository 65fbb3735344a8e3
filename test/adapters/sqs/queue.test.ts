import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { SqsQueue } from '../../../shared/adapters/sqs/queue.ts';

const MESSAGE = { version: 1, type: 'open', tenantId: 'acme', closedStream: 'customers' } as const;
const URLS = { page: 'https://sqs.example.com/page', settle: 'https://sqs.example.com/settle' };

describe('queue', () => {
  const sqs = mockClient(SQSClient);
  afterEach(() => {
    sqs.reset();
  });

  const send = async (readTraceHeader?: () => string | undefined) => {
    sqs.on(SendMessageBatchCommand).resolves({});
    await new SqsQueue(new SQSClient({}), URLS, readTraceHeader).send([{ message: MESSAGE }]);
    return sqs.commandCalls(SendMessageBatchCommand)[0]?.args[0].input.Entries?.[0];
  };

  it('hands the trace on beside the message, so that the consumer continues it', async () => {
    const entry = await send(() => 'Root=1-2-3;Parent=4;Sampled=1');
    expect(entry?.MessageSystemAttributes).toEqual({
      AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-2-3;Parent=4;Sampled=1' },
    });
    expect(JSON.parse(entry?.MessageBody ?? '')).toEqual(MESSAGE);
  });

  it('sends no attribute where nothing is traced', async () => {
    expect((await send())?.MessageSystemAttributes).toBeUndefined();
    sqs.reset();
    expect((await send(() => ''))?.MessageSystemAttributes).toBeUndefined();
  });
});
