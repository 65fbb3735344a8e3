import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoManifestStore } from '../../shared/adapters/dynamodb/manifest-store.ts';
import { DynamoRejectionStore } from '../../shared/adapters/dynamodb/rejection-store.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantStore } from '../../shared/adapters/dynamodb/tenant-store.ts';
import { DynamoTrackStore } from '../../shared/adapters/dynamodb/track-store.ts';
import { SqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { systemIds } from '../../shared/adapters/system/ids.ts';
import { ENV } from '../../shared/names.ts';
import type { Ports } from '../../shared/ports.ts';
import { loggingObserver } from '../../shared/telemetry.ts';
import { createAccounts } from './accounts.ts';
import { readEnv } from './env.ts';
import { tracer } from './tracing.ts';

/** Composition root of the functions that move records: which adapter stands behind which port. */
export function createPorts(): Ports {
  const env = readEnv(ENV.configTable, ENV.stateTable, ENV.pageQueueUrl, ENV.settleQueueUrl, ENV.secretPrefix);
  const dynamodb = new DynamoDBClient({});
  const stateTable = new Table(dynamodb, env[ENV.stateTable]);
  return {
    tenants: new DynamoTenantStore(new Table(dynamodb, env[ENV.configTable]), env[ENV.secretPrefix], Date.now),
    tracks: new DynamoTrackStore(stateTable),
    rejections: new DynamoRejectionStore(stateTable),
    manifests: new DynamoManifestStore(stateTable),
    queue: new SqsQueue(new SQSClient({}), { page: env[ENV.pageQueueUrl], settle: env[ENV.settleQueueUrl] }, () =>
      tracer.readHeader(),
    ),
    clock: systemClock,
    ids: systemIds,
    observer: loggingObserver,
    ...createAccounts(),
  };
}
