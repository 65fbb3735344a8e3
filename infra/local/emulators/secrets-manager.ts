import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { LOCAL_ACCOUNT_ID } from './aws-place.ts';
import type { Emulator } from './emulator.ts';
import { type Secret, SecretStore } from './secret-store.ts';

const requestSchema = z.object({
  Name: z.string().min(1).max(512).optional(),
  SecretId: z.string().min(1).max(2048).optional(),
  SecretString: z.string().min(1).max(65_536).optional(),
  Description: z.string().optional(),
  ForceDeleteWithoutRecovery: z.boolean().optional(),
  RecoveryWindowInDays: z.int().min(7).max(30).optional(),
});
type Request = z.infer<typeof requestSchema>;

/** An answer of the service that is an error, by the name the SDK knows it under. */
class SecretsManagerError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const head = ({ arn, name, versionId }: Secret) => ({ ARN: arn, Name: name, VersionId: versionId });
const description = ({ arn, name, versionId, createdAtMs, changedAtMs, deletedAtMs }: Secret) => ({
  ARN: arn,
  Name: name,
  CreatedDate: createdAtMs / 1000,
  LastChangedDate: changedAtMs / 1000,
  ...(deletedAtMs !== undefined && { DeletedDate: deletedAtMs / 1000 }),
  VersionIdsToStages: { [versionId]: ['AWSCURRENT'] },
});

/** The operations that the sync and its operators use (AWS Secrets Manager: API reference). */
function answer(operation: string, request: Request, store: SecretStore, region: string): unknown {
  const known = (): Secret => {
    const secret = store.find(request.SecretId ?? '');
    if (secret) return secret;
    throw new SecretsManagerError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };
  const found = (): Secret => {
    const secret = known();
    if (secret.deletedAtMs === undefined) return secret;
    throw new SecretsManagerError('InvalidRequestException', 'The secret is marked for deletion.');
  };
  const value = (): string => {
    if (request.SecretString !== undefined) return request.SecretString;
    throw new SecretsManagerError('InvalidParameterException', 'Give the secret as SecretString.');
  };
  switch (operation) {
    case 'GetSecretValue': {
      const secret = found();
      const { value: SecretString, changedAtMs } = secret;
      return { ...head(secret), SecretString, VersionStages: ['AWSCURRENT'], CreatedDate: changedAtMs / 1000 };
    }
    case 'CreateSecret': {
      const { Name: name } = request;
      if (name === undefined) throw new SecretsManagerError('InvalidParameterException', 'Give the secret a Name.');
      const taken = store.find(name);
      if (taken?.deletedAtMs !== undefined) {
        throw new SecretsManagerError('InvalidRequestException', 'A secret of this name is scheduled for deletion.');
      }
      if (taken) throw new SecretsManagerError('ResourceExistsException', 'The secret exists already.');
      const suffix = randomUUID().slice(0, 6);
      return head(
        store.put(name, `arn:aws:secretsmanager:${region}:${LOCAL_ACCOUNT_ID}:secret:${name}-${suffix}`, value()),
      );
    }
    case 'PutSecretValue':
    case 'UpdateSecret':
      return { ...head(store.put(found().name, found().arn, value())), VersionStages: ['AWSCURRENT'] };
    case 'DescribeSecret':
      return description(known());
    case 'ListSecrets':
      return { SecretList: store.list().flatMap((secret) => (secret.deletedAtMs ? [] : [description(secret)])) };
    case 'RestoreSecret': {
      const secret = known();
      store.markDeleted(secret.name, false);
      return { ARN: secret.arn, Name: secret.name };
    }
    case 'DeleteSecret': {
      const secret = known();
      if (request.ForceDeleteWithoutRecovery) store.delete(secret.name);
      else store.markDeleted(secret.name, true);
      return { ARN: secret.arn, Name: secret.name, DeletionDate: Date.now() / 1000 };
    }
    default:
      throw new SecretsManagerError('InvalidRequestException', `The local Secrets Manager has no ${operation}.`);
  }
}

/**
 * A small Secrets Manager that speaks the AWS JSON 1.1 protocol. A deleted secret can be restored, unless it
 * was deleted without recovery; it does not go by itself.
 *
 * @param file where the secrets are kept; without it they are in memory and go with the process
 */
export async function startSecretsManager(region: string, file?: string): Promise<Emulator> {
  const store = new SecretStore(file);
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(message.headers['x-amz-target']).split('.')[1] ?? '';
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    };
    try {
      const request = requestSchema.parse(JSON.parse((await text(message)) || '{}'));
      send(200, answer(operation, request, store, region));
    } catch (error) {
      const known = error instanceof SecretsManagerError ? error : undefined;
      const name = known?.name ?? 'InvalidParameterException';
      send(400, { __type: name, message: known?.message ?? 'The request is not one the service understands.' });
    }
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
