import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createCommercetoolsSource } from '../../shared/adapters/commercetools/source.ts';
import { observeTransport } from '../../shared/adapters/http/observed-transport.ts';
import { createTransport } from '../../shared/adapters/http/transport.ts';
import { createContactSink } from '../../shared/adapters/marketing/contact-sink.ts';
import { createHeldRecords } from '../../shared/adapters/marketing/held-records.ts';
import { createInsightSink } from '../../shared/adapters/marketing/insight-sink.ts';
import type { MarketingClient } from '../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../shared/adapters/marketing/marketing-client.ts';
import { createCredentialStore } from '../../shared/adapters/secrets/credentials.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import type { Destination } from '../../shared/domain/destination.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Api } from '../../shared/metric-names.ts';
import type { Ports, Sink } from '../../shared/ports.ts';
import { recordCall, waitingFor } from '../../shared/telemetry.ts';
import { perTenant } from './per-tenant.ts';
import { tracer } from './tracing.ts';

/**
 * The ways to every tenant's two accounts. Made once per container, so that connections, access tokens and credentials are
 * kept between invocations.
 */
export function createAccounts(): Pick<Ports, 'sourceOf' | 'sinkOf' | 'heldOf'> {
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
