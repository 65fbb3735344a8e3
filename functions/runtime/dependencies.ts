import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCommercetoolsSource } from '../../shared/adapters/commercetools/source.ts';
import { DynamoManifestStore } from '../../shared/adapters/dynamodb/manifest-store.ts';
import { DynamoRejectionStore } from '../../shared/adapters/dynamodb/rejection-store.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantStore } from '../../shared/adapters/dynamodb/tenant-store.ts';
import { DynamoTrackStore } from '../../shared/adapters/dynamodb/track-store.ts';
import { observeTransport } from '../../shared/adapters/http/observed-transport.ts';
import { createTransport } from '../../shared/adapters/http/transport.ts';
import { createContactSink } from '../../shared/adapters/marketing/contact-sink.ts';
import { createHeldRecords } from '../../shared/adapters/marketing/held-records.ts';
import { createInsightSink } from '../../shared/adapters/marketing/insight-sink.ts';
import type { MarketingClient } from '../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../shared/adapters/marketing/marketing-client.ts';
import { createCredentialStore } from '../../shared/adapters/secrets/credentials.ts';
import { SqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { systemIds } from '../../shared/adapters/system/ids.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Api } from '../../shared/metric-names.ts';
import { ENV } from '../../shared/names.ts';
import type { Ports, Sink } from '../../shared/ports.ts';
import { loggingObserver, recordCall, waitingFor } from '../../shared/telemetry.ts';
import { readEnv } from './env.ts';
import { perTenant } from './per-tenant.ts';
import { tracer } from './tracing.ts';

/**
 * Composition root of the functions that move records: the one place that knows which adapter stands behind which port.
 * Made once per container, so that connections, access tokens and credentials are kept between invocations.
 */
export function createPorts(): Ports {
  const env = readEnv(ENV.configTable, ENV.stateTable, ENV.pageQueueUrl, ENV.settleQueueUrl, ENV.secretPrefix);
  const dynamodb = new DynamoDBClient({});
  const stateTable = new Table(dynamodb, env[ENV.stateTable]);
  const credentials = createCredentialStore({ secretsManager: new SecretsManagerClient({}), clock: systemClock });
  const transport = createTransport();
  /** The way of one tenant to one API, with every request counted and traced. */
  const wayOf = ({ tenantId }: Tenant, api: Api) => ({
    transport: observeTransport(transport, (call) => {
      recordCall(api, call);
      tracer.recordCall(api, call, { tenantId });
    }),
    clock: waitingFor(api, systemClock),
  });
  const clientOf = perTenant((tenant: Tenant) =>
    createMarketingClient({
      tenant,
      credentials: credentials.marketing(tenant.secretName),
      ...wayOf(tenant, 'marketing'),
      random: Math.random,
    }),
  );
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
    sourceOf: perTenant((tenant: Tenant) =>
      createCommercetoolsSource({
        tenant,
        credentials: credentials.commercetools(tenant.secretName),
        ...wayOf(tenant, 'commercetools'),
      }),
    ),
    heldOf: perTenant((tenant: Tenant) => createHeldRecords(clientOf(tenant))),
    sinkOf: (tenant, destination) => createSink(clientOf(tenant), destination),
  };
}

const createSink = (client: MarketingClient, destination: Destination): Sink =>
  destination.kind === 'contact'
    ? createContactSink({ client, ...destination })
    : createInsightSink({
        client,
        collectionName: destination.name,
        scope: destination.scope,
        type: destination.type,
        foreignColumns: destination.foreignColumns,
      });
