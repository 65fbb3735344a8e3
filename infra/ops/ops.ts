import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type CommercetoolsSource, createCommercetoolsSource } from '../../shared/adapters/commercetools/source.ts';
import { DynamoRejectionStore } from '../../shared/adapters/dynamodb/rejection-store.ts';
import { DynamoRunHistory } from '../../shared/adapters/dynamodb/run-history.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantStore } from '../../shared/adapters/dynamodb/tenant-store.ts';
import { DynamoTrackStore } from '../../shared/adapters/dynamodb/track-store.ts';
import { createTransport, type Transport } from '../../shared/adapters/http/transport.ts';
import type { MarketingClient } from '../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../shared/adapters/marketing/marketing-client.ts';
import { type CredentialStore, createCredentialStore } from '../../shared/adapters/secrets/credentials.ts';
import { SqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Clock, Queue, RejectionStore, RunHistory, TenantStore, TrackStore } from '../../shared/ports.ts';
import type { Deployment } from './deployment/deployment.ts';
import type { Out } from './output/out.ts';
import type { Prompter } from './prompter.ts';
import { createSecrets, type Secrets } from './secrets.ts';

export interface OpsStores {
  /** The items that people edit. */
  readonly config: Table;
  readonly state: Table;
  readonly tenants: TenantStore;
  readonly tracks: TrackStore;
  readonly runs: RunHistory;
  readonly rejections: RejectionStore;
}

/** What a verb works with: one deployment, reached through the same adapters as the functions use. */
export interface Ops {
  readonly deployment: Deployment;
  readonly stores: OpsStores;
  readonly queue: Queue;
  /** For what is done to queues themselves, such as counting and redriving. */
  readonly sqs: SQSClient;
  readonly secrets: Secrets;
  readonly credentials: CredentialStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly out: Out;
  /** Absent where nobody can answer: no terminal, or `--json`. */
  readonly ask: Prompter | undefined;
  sourceOf(tenant: Tenant): CommercetoolsSource;
  marketingOf(tenant: Tenant): MarketingClient;
  close(): Promise<void>;
}

export function openOps(deployment: Deployment, out: Out, ask: Prompter | undefined): Ops {
  const { tables, queues } = deployment;
  const dynamodb = new DynamoDBClient(deployment.clientConfig('dynamodb'));
  // A queue's URL names Amazon's own host, even where another endpoint has been chosen.
  const sqs = new SQSClient({ ...deployment.clientConfig('sqs'), useQueueUrlAsEndpoint: false });
  const secretsManager = new SecretsManagerClient(deployment.clientConfig('secretsManager'));
  const config = new Table(dynamodb, tables.config);
  const state = new Table(dynamodb, tables.state);
  const clock = systemClock;
  const credentials = createCredentialStore({ secretsManager, clock });
  const transport = createTransport();
  return {
    deployment,
    stores: {
      config,
      state,
      tenants: new DynamoTenantStore(config, deployment.secretPrefix, Date.now),
      tracks: new DynamoTrackStore(state),
      runs: new DynamoRunHistory(state),
      rejections: new DynamoRejectionStore(state),
    },
    queue: new SqsQueue(sqs, queues),
    sqs,
    secrets: createSecrets(secretsManager),
    credentials,
    transport,
    clock,
    out,
    ask,
    sourceOf: (tenant) =>
      createCommercetoolsSource({
        tenant,
        credentials: credentials.commercetools(tenant.secretName),
        transport,
        clock,
      }),
    marketingOf: (tenant) =>
      createMarketingClient({
        tenant,
        credentials: credentials.marketing(tenant.secretName),
        transport,
        clock,
        random: Math.random,
      }),
    close: async () => {
      for (const client of [dynamodb, sqs, secretsManager]) client.destroy();
      await transport.close();
    },
  };
}
