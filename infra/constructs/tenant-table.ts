import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, type StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE_KEYS } from '../../shared/names.ts';

export interface TenantTableProps {
  /** `retain` also protects the table against deletion by hand. */
  readonly removal: 'retain' | 'destroy';
  readonly stream?: StreamViewType;
  /** By default the key that AWS manages for the account. */
  readonly key?: IKey | undefined;
  /** Name of the attribute with the epoch second after which DynamoDB may delete an item. */
  readonly expiryAttribute?: string;
}

/**
 * A table whose partition is the tenant, so that one query shows all there is of a tenant.
 *
 * It is the classic `AWS::DynamoDB::Table`, not `GlobalTable`: one region is all a deployment needs, and emulators take
 * its properties as they stand.
 */
export class TenantTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, props: TenantTableProps) {
    super(scope, id);
    const isRetained = props.removal === 'retain';
    this.table = new Table(this, 'Table', {
      partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
      sortKey: { name: TABLE_KEYS.sort, type: AttributeType.STRING },
      // Idle for most of every quarter of an hour, then busy at once: paying by request fits, provisioning does not.
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // The AWS-managed key costs next to nothing at this rate of requests and leaves a trace in CloudTrail.
      ...(props.key
        ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: props.key }
        : { encryption: TableEncryption.AWS_MANAGED }),
      deletionProtection: isRetained,
      removalPolicy: isRetained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(props.stream && { stream: props.stream }),
      ...(props.expiryAttribute && { timeToLiveAttribute: props.expiryAttribute }),
    });
  }
}
