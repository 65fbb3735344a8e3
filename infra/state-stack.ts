import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { StreamViewType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { TABLE_KEYS } from '../shared/names.ts';
import { OwnKey } from './constructs/own-key.ts';
import { TenantTable } from './constructs/tenant-table.ts';
import { syncStackName } from './stack-names.ts';
import type { StageConfig } from './stage-config.ts';

export interface StateStackProps extends StackProps {
  readonly config: StageConfig;
}

/** What must survive everything else: the tenants' settings and mappings, and how far each of their streams has come. */
export class StateStack extends Stack {
  /** Per tenant: settings and mappings, edited by people. */
  readonly configTable: Table;
  /** Per tenant: one item per stream and track with its watermark and open run; run history; rejections. */
  readonly stateTable: Table;
  /** There if the deployment wants a key of its own. */
  readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { config, ...props }: StateStackProps) {
    super(scope, id, {
      description: 'Mappings, settings and watermarks of the commercetools to Marketing sync',
      ...props,
    });

    const { removal } = config;
    if (config.encryption === 'own') {
      this.key = new OwnKey(this, 'Encryption', { removal, usedByStack: syncStackName(config) }).key;
    }
    this.configTable = new TenantTable(this, 'ConfigTable', {
      removal,
      key: this.key,
      // Both images, because the check writes its verdict on the item it checks and must tell that from a person's edit.
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
    }).table;
    this.stateTable = new TenantTable(this, 'StateTable', {
      removal,
      key: this.key,
      expiryAttribute: TABLE_KEYS.expiry,
    }).table;

    new CfnOutput(this, 'ConfigTableName', { value: this.configTable.tableName });
    new CfnOutput(this, 'StateTableName', { value: this.stateTable.tableName });
  }
}
