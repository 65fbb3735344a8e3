import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { SETTINGS_ITEM } from '../../../shared/contracts/settings.ts';
import { clientConfig } from '../emulators/aws-place.ts';
import type { LocalStack } from '../stack.ts';
import type { DemoTenant } from './servers.ts';

/**
 * Does what an operator does to connect a shop with an account: stores the credentials and writes the settings. What is
 * there already keeps everything a person has written; only the addresses follow the servers.
 */
export async function addTenant(stack: LocalStack, tenant: DemoTenant): Promise<void> {
  await putSecret(stack, tenant);
  const { tenantId, commercetools, marketing } = tenant;
  const key = { tenantId, item: SETTINGS_ITEM };
  const { apiUrl, authUrl, projectKey } = commercetools;
  if (await stack.stores.configTable.get(key)) {
    await stack.stores.configTable.update(key, {
      UpdateExpression: 'SET #ct.#api = :ctApi, #ct.#auth = :ctAuth, #mk.#api = :mkApi',
      ExpressionAttributeNames: { '#ct': 'commercetools', '#mk': 'marketing', '#api': 'apiUrl', '#auth': 'authUrl' },
      ExpressionAttributeValues: { ':ctApi': apiUrl, ':ctAuth': authUrl, ':mkApi': marketing.apiUrl },
    });
    return;
  }
  await stack.stores.configTable.put(key, {
    enabled: true,
    commercetools: { projectKey, apiUrl, authUrl },
    marketing: { apiUrl: marketing.apiUrl, listId: marketing.listId },
    ...tenant.settings,
  });
}

async function putSecret({ place, names }: LocalStack, tenant: DemoTenant): Promise<void> {
  const { tenantId, commercetools, marketing } = tenant;
  const Name = `${names.secretPrefix}/${tenantId}`;
  const SecretString = JSON.stringify({
    commercetools: { clientId: commercetools.clientId, clientSecret: commercetools.clientSecret },
    marketing: { user: marketing.user, password: marketing.password },
  });
  const client = new SecretsManagerClient(clientConfig(place, 'secretsManager'));
  try {
    await client.send(new CreateSecretCommand({ Name, SecretString }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    if (tenant.hasGivenCredentials) await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString }));
  } finally {
    client.destroy();
  }
}
