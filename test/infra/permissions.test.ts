import { describe, expect, it } from '@jest/globals';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/names.ts';
import { permissionsOf } from './role-permissions.ts';
import { synthesizeTemplates } from './templates.ts';

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const TRACES = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const SECRETS = 'secret:commercetools-marketing-sync/prod/*';
const CONSUME = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];

/** Everything that each function may do. A change here is a change of what an intruder could do. */
const PERMISSIONS: Readonly<Record<FunctionName, Readonly<Record<string, readonly string[]>>>> = {
  'fan-out': {
    ConfigTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    StateTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    PageQueue: ['sqs:SendMessage'],
    SettleQueue: ['sqs:SendMessage'],
    [SECRETS]: ['secretsmanager:GetSecretValue'],
    FanOutLogs: LOGS,
    '*': TRACES,
  },
  'sync-worker': {
    ConfigTable: ['dynamodb:GetItem', 'dynamodb:Query'],
    StateTable: [
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
    PageQueue: [...CONSUME, 'sqs:SendMessage'],
    SettleQueue: ['sqs:SendMessage'],
    [SECRETS]: ['secretsmanager:GetSecretValue'],
    SyncWorkerLogs: LOGS,
    '*': TRACES,
  },
  'settle-import': {
    ConfigTable: ['dynamodb:GetItem', 'dynamodb:Query'],
    StateTable: [
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ],
    PageQueue: ['sqs:SendMessage'],
    SettleQueue: [...CONSUME, 'sqs:SendMessage'],
    [SECRETS]: ['secretsmanager:GetSecretValue'],
    SettleImportLogs: LOGS,
    '*': TRACES,
  },
  'check-config': {
    ConfigTable: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    'ConfigTable stream': [
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ],
    ConfigEditsFailureQueue: ['sqs:SendMessage'],
    [SECRETS]: ['secretsmanager:GetSecretValue'],
    CheckConfigLogs: LOGS,
    '*': TRACES,
  },
};

describe('permissions', () => {
  const { sync } = synthesizeTemplates();

  it.each(FUNCTION_NAMES)('of %s: these and no others', (functionName) => {
    expect(permissionsOf(sync, functionName)).toEqual(PERMISSIONS[functionName]);
  });

  it('of the schedule: to invoke the fan-out, under its own name', () => {
    const policies = sync.ofType('AWS::IAM::Policy').map(([, { Properties }]) => Properties);
    const fanOut = { 'Fn::GetAtt': [sync.idOf('FanOutFunctionName'), 'Arn'] };
    const invoking = policies.filter(({ PolicyDocument }) => JSON.stringify(PolicyDocument).includes('lambda:'));
    expect(invoking.map(({ PolicyDocument }) => PolicyDocument)).toEqual([
      {
        Statement: [{ Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: fanOut }],
        Version: '2012-10-17',
      },
    ]);
  });

  it('come from one role per function and one for the schedule, none of them managed by somebody else', () => {
    const roles = sync.ofType('AWS::IAM::Role');
    expect(roles).toHaveLength(FUNCTION_NAMES.length + 1);
    for (const [, { Properties }] of roles) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('keep to the secrets of this deployment', () => {
    const other = synthesizeTemplates({ secretPrefix: 'shop/sync' }).sync;
    expect(permissionsOf(other, 'sync-worker')['secret:shop/sync/*']).toEqual(['secretsmanager:GetSecretValue']);
  });
});
