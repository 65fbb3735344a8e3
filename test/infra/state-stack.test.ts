import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizeTemplates, type Templates } from './templates.ts';

const TABLES = ['ConfigTableName', 'StateTableName'];

describe('state stack', () => {
  let templates: Templates;
  beforeAll(() => {
    templates = synthesizeTemplates();
  });

  it.each(TABLES)('%s: a table keyed by tenant and item, both texts, paid by request', (output) => {
    expect(templates.state.propertiesOf(output)).toMatchObject({
      KeySchema: [
        { AttributeName: 'tenantId', KeyType: 'HASH' },
        { AttributeName: 'item', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'tenantId', AttributeType: 'S' },
        { AttributeName: 'item', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it.each(TABLES)('%s: a table encrypted, restorable to any minute, and protected from deletion', (output) => {
    expect(templates.state.propertiesOf(output)).toMatchObject({
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it('leaves both tables in the account when the stack goes', () => {
    const tables = templates.state.ofType('AWS::DynamoDB::Table');
    expect(tables).toHaveLength(2);
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of tables) {
      expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  it('deletes both tables with the stack only when asked to', () => {
    const { state } = synthesizeTemplates({ removal: 'destroy' });
    for (const [, { DeletionPolicy, Properties }] of state.ofType('AWS::DynamoDB::Table')) {
      expect({ DeletionPolicy, isProtected: Properties.DeletionProtectionEnabled }).toEqual({
        DeletionPolicy: 'Delete',
        isProtected: false,
      });
    }
  });

  it('streams edits of the config table with both images, and nothing of the state table', () => {
    const { state } = templates;
    expect(state.propertiesOf('ConfigTableName').StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
    expect(state.propertiesOf('StateTableName').StreamSpecification).toBeUndefined();
  });

  it('lets items expire in the state table, never in the config table', () => {
    const { state } = templates;
    expect(state.propertiesOf('StateTableName').TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    });
    expect(state.propertiesOf('ConfigTableName').TimeToLiveSpecification).toBeUndefined();
  });
});
