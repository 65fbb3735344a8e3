import { describe, expect, it } from '@jest/globals';
import { FUNCTION_NAMES } from '../../shared/names.ts';
import { permissionsOf } from './role-permissions.ts';
import { synthesizeTemplates } from './templates.ts';

describe('a key of its own', () => {
  const { state, sync } = synthesizeTemplates({ encryption: 'own' });
  const isKey = (value: unknown) => /Key/.test(JSON.stringify(value));

  it('is renewed every year and outlives the stack like the tables it opens', () => {
    const [key, ...others] = state.ofType('AWS::KMS::Key').map(([, resource]) => resource);
    expect(others).toHaveLength(0);
    expect(key).toMatchObject({ Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
  });

  it('encrypts everything that is kept: tables, queues, logs, alarms and what functions are told', () => {
    const kept: [string, string][] = [
      ['AWS::SQS::Queue', 'KmsMasterKeyId'],
      ['AWS::Logs::LogGroup', 'KmsKeyId'],
      ['AWS::SNS::Topic', 'KmsMasterKeyId'],
      ['AWS::Lambda::Function', 'KmsKeyArn'],
    ];
    for (const [type, property] of kept) {
      const resources = sync.ofType(type);
      expect(resources.length).toBeGreaterThan(0);
      for (const [, { Properties }] of resources) expect(isKey(Properties[property])).toBe(true);
    }
    for (const [, { Properties }] of state.ofType('AWS::DynamoDB::Table')) {
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      expect(isKey((Properties.SSESpecification as { KMSMasterKeyId: unknown }).KMSMasterKeyId)).toBe(true);
    }
  });

  it.each(FUNCTION_NAMES)('may be used by %s, and not be managed', (functionName) => {
    const all = Object.values(permissionsOf(sync, functionName)).flat();
    expect(all.filter((action) => action.startsWith('kms:')).sort()).toEqual([
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
    ]);
  });

  it('is not there unless it is asked for', () => {
    const plain = synthesizeTemplates();
    expect(plain.state.ofType('AWS::KMS::Key')).toEqual([]);
    expect(permissionsOf(plain.sync, 'sync-worker')).not.toHaveProperty('Key');
  });
});

describe('reserved concurrency', () => {
  const reservedOf = (context: Readonly<Record<string, unknown>>) => {
    const { sync } = synthesizeTemplates(context);
    return ['FanOut', 'SyncWorker', 'SettleImport', 'CheckConfig'].map(
      (name) => sync.propertiesOf(`${name}FunctionName`).ReservedConcurrentExecutions,
    );
  };

  it('sets aside what the queues may start, and two for what comes one at a time', () => {
    expect(reservedOf({ concurrency: 'reserved', workerConcurrency: '16', settleConcurrency: '4' })).toEqual([
      2, 16, 4, 2,
    ]);
  });

  it('is not the default: a new account has too little to set any aside', () => {
    expect(reservedOf({})).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("a network of the merchant's", () => {
  const { sync } = synthesizeTemplates({ subnetIds: 'subnet-0a1b2c3d', securityGroupIds: 'sg-0a1b2c3d' });

  it('is where every function runs', () => {
    for (const [, { Properties }] of sync.ofType('AWS::Lambda::Function')) {
      expect(Properties.VpcConfig).toEqual({ SubnetIds: ['subnet-0a1b2c3d'], SecurityGroupIds: ['sg-0a1b2c3d'] });
    }
    expect(permissionsOf(sync, 'fan-out')['*']).toContain('ec2:CreateNetworkInterface');
  });
});

describe('removal', () => {
  it('of the stacks leaves the tables, and of nothing else anything', () => {
    const { state, sync } = synthesizeTemplates();
    for (const [, resource] of state.ofType('AWS::DynamoDB::Table')) {
      expect(resource).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtectionEnabled: true } });
    }
    expect(sync.ofType().filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')).toEqual([]);
  });
});
