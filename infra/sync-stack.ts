import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type Code, RecursiveLoop } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENV, type FunctionName } from '../shared/names.ts';
import { ConfigEdits } from './constructs/config-edits.ts';
import { SyncFunction, type SyncFunctionProps } from './constructs/sync-function.ts';
import { SyncSchedule } from './constructs/sync-schedule.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { FUNCTION_LIMITS } from './function-limits.ts';
import { SyncMetrics } from './monitoring/metrics.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import type { StageConfig } from './stage-config.ts';

export interface SyncStackProps extends StackProps {
  readonly config: StageConfig;
  readonly configTable: Table;
  readonly stateTable: Table;
  /** Of the deployment's own, if it has one. */
  readonly key?: IKey | undefined;
  readonly codeOf: (functionName: FunctionName) => Code;
}

/** What a function is besides the things that all of them have in common. */
type OwnProps = Omit<SyncFunctionProps, 'config' | 'code' | 'environment' | 'key'>;

/** One tick and one shard of edits at a time are what there is; the second is room for a retry beside the first. */
const FEW_AT_ONCE = 2;

/** Lambda keeps an asynchronous event for six hours at most. */
const MAX_EVENT_AGE_MINUTES = 360;

const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:Query'];
const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];

/** Where the tenants' settings are, and under which names their secrets. */
const accountsEnvironment = ({ config, configTable }: SyncStackProps) => ({
  [ENV.configTable]: configTable.tableName,
  [ENV.secretPrefix]: config.secretPrefix,
});

/** What may be torn down and set up again at any time: the schedule, the queues, and the functions between them. */
export class SyncStack extends Stack {
  readonly pageQueue: WorkQueue;
  readonly settleQueue: WorkQueue;
  readonly fanOut: SyncFunction;
  readonly syncWorker: SyncFunction;
  readonly settleImport: SyncFunction;
  readonly checkConfig: SyncFunction;
  readonly configEdits: ConfigEdits;

  constructor(scope: Construct, id: string, props: SyncStackProps) {
    super(scope, id, {
      description: 'Schedule, queues and functions of the commercetools to Marketing sync',
      ...props,
    });
    const { config, configTable, stateTable, key } = props;
    const every = Duration.minutes(config.scheduleMinutes);
    // A lane goes page -> settle -> page until its range is read. Lambda would take that for a runaway loop and stop it
    // after some 16 rounds; it is the range's end that stops it.
    const walksLanes = { recursiveLoop: RecursiveLoop.ALLOW };

    this.pageQueue = new WorkQueue(this, 'PageQueue', { consumerTimeout: FUNCTION_LIMITS['sync-worker'].timeout, key });
    this.settleQueue = new WorkQueue(this, 'SettleQueue', {
      consumerTimeout: FUNCTION_LIMITS['settle-import'].timeout,
      key,
    });

    this.fanOut = this.addEngineFunction('FanOut', props, {
      functionName: 'fan-out',
      concurrency: FEW_AT_ONCE,
      description: 'Opens a run for each due tenant and stream and issues a page message for each of its lanes',
      // Lambda tries a failed tick again; once the next one is due there is no point in it any more.
      maxEventAge: Duration.minutes(Math.min(config.scheduleMinutes, MAX_EVENT_AGE_MINUTES)),
    });
    // It alone looks for tenants; the other functions are told whose work they do.
    this.fanOut.allow([...READ_ITEMS, 'dynamodb:Scan'], [configTable.tableArn]);
    this.fanOut.allow([...READ_ITEMS, ...WRITE_ITEMS], [stateTable.tableArn]);
    new SyncSchedule(this, 'Schedule', { every, target: this.fanOut });

    this.syncWorker = this.addEngineFunction('SyncWorker', props, {
      functionName: 'sync-worker',
      concurrency: config.workerConcurrency,
      description: 'Reads a page from commercetools, maps it and hands it to Marketing as one import',
      ...walksLanes,
    });
    this.syncWorker.allow(READ_ITEMS, [configTable.tableArn]);
    this.syncWorker.allow([...READ_ITEMS, ...WRITE_ITEMS, 'dynamodb:DeleteItem'], [stateTable.tableArn]);
    // One page fills an invocation: gathered into batches, pages would only wait for each other.
    this.pageQueue.addConsumer(this.syncWorker, { batchSize: 1, maxConcurrency: config.workerConcurrency });

    this.settleImport = this.addEngineFunction('SettleImport', props, {
      functionName: 'settle-import',
      concurrency: config.settleConcurrency,
      description: 'Asks Marketing how an import went, stores its rejections and advances the lane',
      ...walksLanes,
    });
    this.settleImport.allow(READ_ITEMS, [configTable.tableArn]);
    this.settleImport.allow([...READ_ITEMS, ...WRITE_ITEMS, 'dynamodb:DeleteItem'], [stateTable.tableArn]);
    // Polls are short and mostly waiting, so an invocation takes as many as are there.
    this.settleQueue.addConsumer(this.settleImport, { batchSize: 10, maxConcurrency: config.settleConcurrency });

    this.checkConfig = new SyncFunction(this, 'CheckConfig', {
      functionName: 'check-config',
      concurrency: FEW_AT_ONCE,
      key,
      description: 'Checks an edited config item and writes the verdict on it',
      config,
      code: props.codeOf('check-config'),
      environment: accountsEnvironment(props),
    });
    this.checkConfig.allow([...READ_ITEMS, 'dynamodb:UpdateItem'], [configTable.tableArn]);
    // An edit is checked against both accounts of its tenant.
    this.checkConfig.allowSecretsUnder(config.secretPrefix);
    this.configEdits = new ConfigEdits(this, 'ConfigEdits', { table: configTable, consumer: this.checkConfig, key });

    const monitoring = new Monitoring(this, 'Monitoring', {
      config,
      metrics: new SyncMetrics(config.stage),
      functions: {
        'fan-out': this.fanOut,
        'sync-worker': this.syncWorker,
        'settle-import': this.settleImport,
        'check-config': this.checkConfig,
      },
      pageQueue: this.pageQueue,
      settleQueue: this.settleQueue,
      editFailureQueue: this.configEdits.failureQueue,
      configTable,
      stateTable,
      key,
    });

    this.addOutputs(config, monitoring);
  }

  /** A function that moves tracks on. Any of them may have to say what is due next: a page, a poll, a run to open. */
  private addEngineFunction(id: string, props: SyncStackProps, own: OwnProps): SyncFunction {
    const added = new SyncFunction(this, id, {
      ...own,
      config: props.config,
      code: props.codeOf(own.functionName),
      key: props.key,
      environment: {
        ...accountsEnvironment(props),
        [ENV.stateTable]: props.stateTable.tableName,
        [ENV.pageQueueUrl]: this.pageQueue.queue.queueUrl,
        [ENV.settleQueueUrl]: this.settleQueue.queue.queueUrl,
      },
    });
    added.allowSecretsUnder(props.config.secretPrefix);
    this.pageQueue.allowSend(added);
    this.settleQueue.allowSend(added);
    return added;
  }

  /** What people and the command line have to find, since CloudFormation chooses the names. */
  private addOutputs(config: StageConfig, { topic, dashboard }: Monitoring): void {
    const outputs = {
      SecretPrefix: config.secretPrefix,
      FanOutFunctionName: this.fanOut.handler.functionName,
      SyncWorkerFunctionName: this.syncWorker.handler.functionName,
      SettleImportFunctionName: this.settleImport.handler.functionName,
      CheckConfigFunctionName: this.checkConfig.handler.functionName,
      PageQueueUrl: this.pageQueue.queue.queueUrl,
      PageDeadLetterQueueUrl: this.pageQueue.deadLetterQueue.queueUrl,
      SettleQueueUrl: this.settleQueue.queue.queueUrl,
      SettleDeadLetterQueueUrl: this.settleQueue.deadLetterQueue.queueUrl,
      ConfigEditFailureQueueUrl: this.configEdits.failureQueue.queueUrl,
      AlarmTopicArn: topic.topicArn,
      DashboardName: dashboard.dashboardName,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
