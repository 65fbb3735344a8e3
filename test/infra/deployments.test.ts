import { describe, expect, it } from '@jest/globals';
import { synthesizeTemplates, type Templates } from './templates.ts';

const everyResource = ({ state, sync }: Templates) => [...state.ofType(), ...sync.ofType()];

describe('several deployments in one account', () => {
  it('have stack names of their own', () => {
    expect(synthesizeTemplates().stackNames).toEqual([
      'commercetools-marketing-sync-prod-state',
      'commercetools-marketing-sync-prod-sync',
    ]);
    expect(synthesizeTemplates({ stage: 'test' }).stackNames).toEqual([
      'commercetools-marketing-sync-test-state',
      'commercetools-marketing-sync-test-sync',
    ]);
  });

  it('never ask for the same physical name: CloudFormation chooses, or the name has the stage in it', () => {
    const named = everyResource(synthesizeTemplates()).filter(([, { Properties }]) =>
      ['TableName', 'QueueName', 'LogGroupName', 'RoleName', 'Name'].some((property) => property in Properties),
    );
    const shared = named.filter(([, { Properties }]) => !/marketing-sync[-/]prod/.test(String(Properties.Name)));
    expect(shared.map(([logicalId]) => logicalId)).toEqual([]);
    const monitoring = everyResource(synthesizeTemplates()).filter(([, { Properties }]) =>
      ['AlarmName', 'DashboardName'].some((property) => property in Properties),
    );
    expect(monitoring.length).toBeGreaterThan(0);
    for (const [, { Properties }] of monitoring) {
      expect(Properties.AlarmName ?? Properties.DashboardName).toMatch(/^commercetools-marketing-sync-prod/);
    }
    const functions = synthesizeTemplates().sync.ofType('AWS::Lambda::Function');
    expect(functions.filter(([, { Properties }]) => 'FunctionName' in Properties)).toEqual([]);
  });

  it('are told apart by a tag on what they own', () => {
    const { state } = synthesizeTemplates({ stage: 'test' });
    expect(state.propertiesOf('ConfigTableName').Tags).toEqual([
      { Key: 'service', Value: 'commercetools-marketing-sync' },
      { Key: 'stage', Value: 'test' },
    ]);
  });
});
