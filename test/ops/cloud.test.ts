import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { findCloudDeployment } from '../../infra/ops/deployment/cloud.ts';
import { describeFailure } from '../../infra/ops/describe-failure.ts';

const cloudFormation = mockClient(CloudFormationClient);
afterEach(() => void cloudFormation.reset());

const STATE = { ConfigTableName: 'config', StateTableName: 'state' };
const SYNC = {
  SecretPrefix: 'sync/dev',
  PageQueueUrl: 'https://sqs/page',
  SettleQueueUrl: 'https://sqs/settle',
  PageDeadLetterQueueUrl: 'https://sqs/page-dead',
  SettleDeadLetterQueueUrl: 'https://sqs/settle-dead',
  ConfigEditFailureQueueUrl: 'https://sqs/config-dead',
};
const putStack = (name: string, outputs: Readonly<Record<string, string>>) =>
  cloudFormation.on(DescribeStacksCommand, { StackName: name }).resolves({
    Stacks: [
      {
        StackName: name,
        CreationTime: new Date(0),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });
const PLACE = { stage: 'dev', region: 'eu-west-1' };
const failureOf = async (work: Promise<unknown>) => describeFailure(await work.catch((error: unknown) => error));

describe('a deployment', () => {
  it('is found by what its two stacks put out', async () => {
    putStack('commercetools-marketing-sync-dev-state', STATE);
    putStack('commercetools-marketing-sync-dev-sync', SYNC);
    const deployment = await findCloudDeployment(PLACE);
    expect(deployment).toMatchObject({
      name: 'stage dev in eu-west-1',
      tables: { config: 'config', state: 'state' },
      secretPrefix: 'sync/dev',
      queues: { page: SYNC.PageQueueUrl, settleDeadLetters: SYNC.SettleDeadLetterQueueUrl },
      simulators: {},
    });
    expect(deployment.clientConfig('sqs')).toEqual({ region: 'eu-west-1' });
  });

  it('that is not there is said to be so, with what to do', async () => {
    const error = {
      name: 'ValidationError',
      message: 'Stack does not exist',
      $fault: 'client' as const,
      $metadata: {},
    };
    cloudFormation.on(DescribeStacksCommand).rejects(new CloudFormationServiceException(error));
    expect(await failureOf(findCloudDeployment(PLACE))).toMatchObject({
      message: 'Stage dev in eu-west-1 has no stack commercetools-marketing-sync-dev-state.',
      remedy: expect.stringContaining('npm run deploy'),
      exitCode: 3,
    });
  });

  it('of another version says what it does not tell', async () => {
    const { SecretPrefix: _, ...older } = SYNC;
    putStack('commercetools-marketing-sync-dev-state', STATE);
    putStack('commercetools-marketing-sync-dev-sync', older);
    expect(await failureOf(findCloudDeployment(PLACE))).toMatchObject({
      message: expect.stringContaining('SecretPrefix'),
      exitCode: 3,
    });
  });

  it.each([
    ['ExpiredToken', 'sign-in has ended'],
    ['AccessDenied', 'AWS does not allow this'],
    ['UnrecognizedClientException', 'does not know these credentials'],
  ])('behind %s leads to a remedy', async (name, told) => {
    const error = { name, message: 'The security token is wrong', $fault: 'client' as const, $metadata: {} };
    cloudFormation.on(DescribeStacksCommand).rejects(new CloudFormationServiceException(error));
    const failure = await failureOf(findCloudDeployment(PLACE));
    expect(failure.message).toContain(told);
    expect(failure.remedy).toBeTruthy();
    expect(failure.exitCode).toBe(3);
  });
});
