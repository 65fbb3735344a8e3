import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { findAccountId } from '../../../infra/local/account.ts';
import { readAwsPlace } from '../../../infra/local/emulators/aws-place.ts';
import { Template } from '../../../infra/local/template/template.ts';

const endpoints = { dynamodb: 'http://aws', sqs: 'http://aws', secretsManager: 'http://aws' };
const place = readAwsPlace({}, endpoints, true);

const queue = (properties: Record<string, unknown>) => ({ type: 'AWS::SQS::Queue', properties });
const template = new Template(
  [
    {
      stackName: 'stack',
      resources: new Map([
        [
          'Work',
          queue({ RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 } }),
        ],
        ['Dead', queue({ MessageRetentionPeriod: 1_209_600 })],
      ]),
      exports: new Map(),
      outputs: new Map(),
    },
  ],
  place,
);

describe("the account behind somebody else's SQS", () => {
  const sqs = mockClient(SQSClient);
  afterEach(() => {
    sqs.reset();
  });

  it('is read from the ARN of a queue that nothing else hangs on', async () => {
    sqs.on(CreateQueueCommand).resolves({ QueueUrl: 'http://aws/123456789012/dead' });
    sqs
      .on(GetQueueAttributesCommand)
      .resolves({ Attributes: { QueueArn: 'arn:aws:sqs:eu-central-1:123456789012:stack-Dead' } });
    expect(await findAccountId(template, place)).toBe('123456789012');
    expect(sqs.commandCalls(CreateQueueCommand)[0]?.args[0].input).toEqual({
      QueueName: 'stack-Dead',
      Attributes: { MessageRetentionPeriod: '1209600' },
    });
  });

  it('cannot be told by a server that gives no ARN, and that is said', async () => {
    sqs.on(CreateQueueCommand).resolves({ QueueUrl: 'http://aws/q' });
    sqs.on(GetQueueAttributesCommand).resolves({});
    await expect(findAccountId(template, place)).rejects.toThrow('http://aws tells no ARN of the queue');
  });
});
