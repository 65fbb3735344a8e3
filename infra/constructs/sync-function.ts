import { ArnFormat, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  type CfnFunction,
  type Code,
  type FunctionOptions,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricNamespace } from '../../shared/metric-names.ts';
import { ENV, type FunctionName, SERVICE_NAME } from '../../shared/names.ts';
import { FUNCTION_LIMITS } from '../function-limits.ts';
import type { StageConfig } from '../stage-config.ts';
import { USE_KEY } from './own-key.ts';

export interface SyncFunctionProps extends Pick<FunctionOptions, 'maxEventAge' | 'recursiveLoop'> {
  readonly functionName: FunctionName;
  readonly description: string;
  readonly config: StageConfig;
  readonly code: Code;
  readonly key?: IKey | undefined;
  /** Executions set aside for this function where the deployment reserves them. */
  readonly concurrency: number;
  /** By names of `ENV`; log level and service name are set for every function. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The house's Lambda function: its own log group, traced by X-Ray, and a role of its own that may do what `allow` says
 * and nothing more. CDK grants are not used: they allow more actions than the code calls.
 */
export class SyncFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly logGroup: LogGroup;
  private readonly policy: Policy;

  constructor(scope: Construct, id: string, props: SyncFunctionProps) {
    super(scope, id);
    const { functionName, config, environment, key, concurrency, ...options } = props;
    const limits = FUNCTION_LIMITS[functionName];

    this.logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      // What must outlive the stack is in the tables.
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key }),
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.policy = new Policy(this, 'Policy', { roles: [role] });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logGroup.logGroupArn]);
    this.allowTracing();
    if (key) this.allow(USE_KEY, [key.keyArn]);

    this.handler = new LambdaFunction(this, 'Function', {
      ...options,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      timeout: limits.timeout,
      memorySize: limits.memoryMb,
      // By its ARN the CDK has no means to add permissions of its own choosing to it.
      role: Role.fromRoleArn(this, 'RoleAsItIs', role.roleArn, { mutable: false }),
      logGroup: this.logGroup,
      // Powertools writes whole JSON lines by itself. Lambda's JSON format would bring a second log level, which
      // overrules Powertools' and, set above `info`, swallows metrics, because their lines carry no level.
      loggingFormat: LoggingFormat.TEXT,
      tracing: Tracing.ACTIVE,
      ...(config.concurrency === 'reserved' && { reservedConcurrentExecutions: concurrency }),
      ...(key && { environmentEncryption: key }),
      environment: {
        ...environment,
        [ENV.logLevel]: config.logLevel,
        [ENV.serviceName]: SERVICE_NAME,
        [ENV.metricsNamespace]: metricNamespace(config.stage),
      },
    });
    if (config.subnetIds) this.runInside(config);
    // Lambda looks whether the role may read a queue or stream in the moment that an event source is attached.
    this.handler.node.addDependency(this.policy);
  }

  /** Allows actions, each named, on resources, each named. */
  allow(actions: readonly string[], resources: readonly string[]): void {
    this.policy.addStatements(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }

  /** Allows reading the secrets of all tenants, also of those that are added after the deployment. */
  allowSecretsUnder(prefix: string): void {
    const secrets = Stack.of(this).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${prefix}/*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.allow(['secretsmanager:GetSecretValue'], [secrets]);
    const { partition, region } = Stack.of(this);
    const known = (value: string, otherwise: string) => (Token.isUnresolved(value) ? otherwise : value);
    const place = `${known(partition, '<AWS::Partition>')}:secretsmanager:${known(region, '<AWS::Region>')}`;
    const asReported = `arn:${place}:<AWS::AccountId>:secret:${prefix}/*`;
    Validations.of(this.policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${asReported}]`,
      reason: 'Tenants come and go without a deployment; the prefix of their secrets belongs to this deployment alone.',
    });
  }

  private allowTracing(): void {
    this.allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    Validations.of(this.policy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray knows no resource that its two actions could be limited to, nor does EC2 for the network interfaces that ' +
        "Lambda makes in a merchant's own network (Lambda: Giving Lambda functions access to resources in an Amazon VPC).",
    });
  }

  /** In a network of the merchant's; the id of the network itself follows from the subnets. */
  private runInside({ subnetIds, securityGroupIds }: StageConfig): void {
    const resource = this.handler.node.defaultChild as CfnFunction;
    resource.vpcConfig = { subnetIds: [...(subnetIds ?? [])], securityGroupIds: [...(securityGroupIds ?? [])] };
    this.allow(
      [
        'ec2:AssignPrivateIpAddresses',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:UnassignPrivateIpAddresses',
      ],
      ['*'],
    );
  }
}
