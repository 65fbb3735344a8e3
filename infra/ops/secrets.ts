import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { TenantSecret } from '../../shared/contracts/secret.ts';

/** How long a deleted secret can be restored (AWS Secrets Manager: DeleteSecret, at least 7). */
export const RECOVERY_DAYS = 7;

/** The tenants' secrets, to be written. Reading them is left to the API clients: no verb ever shows one. */
export interface Secrets {
  /** `deleted`: it can be restored, and until then its name is taken. */
  find(name: string): Promise<'there' | 'deleted' | 'missing'>;
  /** @throws Error when the name is taken */
  create(name: string, secret: TenantSecret): Promise<void>;
  /** Restores it if it was deleted. */
  replace(name: string, secret: TenantSecret): Promise<void>;
  /** For good and at once with `now`, so that the same tenant can be added again. */
  remove(name: string, options: { now: boolean }): Promise<void>;
}

const isMissing = (error: unknown): boolean => error instanceof Error && error.name === 'ResourceNotFoundException';

export function createSecrets(client: SecretsManagerClient): Secrets {
  const find: Secrets['find'] = async (name) => {
    try {
      const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId: name }));
      return DeletedDate === undefined ? 'there' : 'deleted';
    } catch (error) {
      if (isMissing(error)) return 'missing';
      throw error;
    }
  };
  return {
    find,
    create: async (name, secret) => {
      const Description = 'Credentials of one tenant of the commercetools to Marketing sync';
      await client.send(new CreateSecretCommand({ Name: name, Description, SecretString: JSON.stringify(secret) }));
    },
    replace: async (name, secret) => {
      if ((await find(name)) === 'deleted') await client.send(new RestoreSecretCommand({ SecretId: name }));
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(secret) }));
    },
    remove: async (name, { now }) => {
      try {
        await client.send(
          new DeleteSecretCommand({
            SecretId: name,
            ...(now ? { ForceDeleteWithoutRecovery: true } : { RecoveryWindowInDays: RECOVERY_DAYS }),
          }),
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}
