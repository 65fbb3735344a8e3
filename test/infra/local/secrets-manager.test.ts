import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ListSecretsCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Emulator } from '../../../infra/local/emulators/emulator.ts';
import { startSecretsManager } from '../../../infra/local/emulators/secrets-manager.ts';

const Name = 'sync/prod/acme';
let directory: string;
let emulator: Emulator;
let client: SecretsManagerClient;

const start = async (file?: string): Promise<void> => {
  emulator = await startSecretsManager('eu-central-1', file);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SecretsManagerClient({ endpoint: emulator.url, region: 'eu-central-1', credentials });
};
const stop = async (): Promise<void> => {
  client.destroy();
  await emulator.close();
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

describe('the local Secrets Manager', () => {
  it('answers the SDK with the latest value, by name and by ARN', async () => {
    const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
    await client.send(new PutSecretValueCommand({ SecretId: Name, SecretString: 'second' }));
    for (const SecretId of [Name, ARN]) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
      expect(SecretString).toBe('second');
    }
  });

  it('describes and lists secrets without their values', async () => {
    await client.send(new CreateSecretCommand({ Name, SecretString: 'hidden' }));
    const described = await client.send(new DescribeSecretCommand({ SecretId: Name }));
    const { SecretList } = await client.send(new ListSecretsCommand({}));
    expect(described.Name).toBe(Name);
    expect(SecretList?.map((secret) => secret.Name)).toEqual([Name]);
    expect(JSON.stringify([described, SecretList])).not.toContain('hidden');
  });

  it('refuses as the service does: what is there already, what is not there, what is gone', async () => {
    await client.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
    const create = client.send(new CreateSecretCommand({ Name, SecretString: 'again' }));
    await expect(create).rejects.toBeInstanceOf(ResourceExistsException);
    await client.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true }));
    const read = client.send(new GetSecretValueCommand({ SecretId: Name }));
    await expect(read).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('keeps a deleted secret for a while: not to be read, its name taken, to be restored', async () => {
    await client.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
    await client.send(new DeleteSecretCommand({ SecretId: Name }));
    const attempts = [
      client.send(new GetSecretValueCommand({ SecretId: Name })),
      client.send(new CreateSecretCommand({ Name, SecretString: 'again' })),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toBeInstanceOf(InvalidRequestException);
    expect((await client.send(new DescribeSecretCommand({ SecretId: Name }))).DeletedDate).toBeInstanceOf(Date);
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([]);
    await client.send(new RestoreSecretCommand({ SecretId: Name }));
    expect((await client.send(new GetSecretValueCommand({ SecretId: Name }))).SecretString).toBe('first');
  });

  it('keeps secrets in a file that only its owner can read', async () => {
    await stop();
    const file = join(directory, 'secrets.json');
    await start(file);
    await client.send(new CreateSecretCommand({ Name, SecretString: 'kept' }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await stop();
    await start(file);
    expect((await client.send(new GetSecretValueCommand({ SecretId: Name }))).SecretString).toBe('kept');
  });

  it('says what is wrong with a request that it does not understand', async () => {
    const answer = await fetch(emulator.url, {
      method: 'POST',
      headers: { 'X-Amz-Target': 'secretsmanager.RotateSecret' },
      body: '{}',
    });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { __type: 'InvalidRequestException', message: 'The local Secrets Manager has no RotateSecret.' },
    ]);
    const broken = await fetch(emulator.url, { method: 'POST', body: 'not JSON' });
    expect(broken.status).toBe(400);
  });
});
