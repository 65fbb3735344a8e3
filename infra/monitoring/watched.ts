import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName } from '../../shared/names.ts';
import type { SyncFunction } from '../constructs/sync-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { StageConfig } from '../stage-config.ts';
import type { SyncMetrics } from './metrics.ts';

/** What the dashboard and the alarms look at. */
export interface Watched {
  readonly config: StageConfig;
  readonly metrics: SyncMetrics;
  readonly functions: Readonly<Record<FunctionName, SyncFunction>>;
  readonly pageQueue: WorkQueue;
  readonly settleQueue: WorkQueue;
  readonly editFailureQueue: Queue;
  readonly configTable: Table;
  readonly stateTable: Table;
  readonly key?: IKey | undefined;
}
