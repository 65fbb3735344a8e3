import type { Context, DynamoDBRecord, SQSEvent, SQSRecord } from 'aws-lambda';

/** The context of an invocation with plenty of time left. */
export const lambdaContext = (remainingMs = 300_000): Context => ({
  awsRequestId: 'request-1',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:function',
  logGroupName: 'group',
  logStreamName: 'stream',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => remainingMs,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});

/** An SQS event as Lambda delivers it; a body that is not text is written as JSON. */
export const sqsEvent = (...bodies: readonly unknown[]): SQSEvent => ({
  Records: bodies.map((body, i) => sqsRecord(`message-${i}`, body)),
});

export const sqsRecord = (messageId: string, body: unknown, receiveCount = 1): SQSRecord => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: '1772366400000',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '1772366400000',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:queue',
  awsRegion: 'eu-central-1',
});

export const streamRecord = (sequenceNumber: string, images: DynamoDBRecord['dynamodb']): DynamoDBRecord => ({
  eventID: sequenceNumber,
  eventName: 'MODIFY',
  eventSource: 'aws:dynamodb',
  dynamodb: { SequenceNumber: sequenceNumber, ...images },
});
