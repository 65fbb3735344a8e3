import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface OwnKeyProps {
  readonly removal: 'retain' | 'destroy';
  /** Stack whose logs and alarms use the key. CloudFormation begins the names of its log groups with the stack's. */
  readonly usedByStack: string;
}

/** What the functions do with the key, each through the service that holds the data. */
export const USE_KEY = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];

/** A key of this deployment, renewed every year. The account's administrators own it; two services may use it besides. */
export class OwnKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { removal, usedByStack }: OwnKeyProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.key = new Key(this, 'Key', {
      description: `Data at rest of ${usedByStack}`,
      enableKeyRotation: true,
      // A table that outlives its stack is worth nothing without its key.
      removalPolicy: removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const logGroups = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${usedByStack}-*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // In a key's own policy the resource "*" is the key (KMS: Key policies).
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    );
  }
}
