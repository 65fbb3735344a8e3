import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { RUN_VERSION } from '../../shared/domain/run.ts';
import type { Track } from '../../shared/domain/track.ts';
import { eventually } from '../support/eventually.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const CUSTOMERS = 120;
const RELEASES = join(import.meta.dirname, 'releases');

type Item = Record<string, unknown> & { tenantId: string; item: string };

interface Release {
  readonly items: readonly (Item & Partial<Track>)[];
  readonly messages: Readonly<Record<'page' | 'settle', readonly object[]>>;
}

const readRelease = (file: string): Release => JSON.parse(readFileSync(join(RELEASES, file), 'utf8'));

describe.each(readdirSync(RELEASES))('what release %s left behind', (file) => {
  const release = readRelease(file);
  let assembly: TestDirectory;
  let world: World;
  let state: Table;
  let dynamodb: DynamoDBClient;
  let sqs: SQSClient;

  beforeAll(async () => {
    assembly = await synthesizeApp();
    world = await World.open({ assembly, customers: CUSTOMERS });
    const { place, names } = world.session.stack;
    dynamodb = new DynamoDBClient(clientConfig(place, 'dynamodb'));
    sqs = new SQSClient(clientConfig(place, 'sqs'));
    state = new Table(dynamodb, names.stateTable);
  }, 120 * SECONDS);
  afterAll(async () => {
    dynamodb?.destroy();
    sqs?.destroy();
    await world?.close();
    assembly.remove();
  });

  const write = async (items: Release['items']) => {
    for (const { tenantId, item, ...attributes } of items) await state.put({ tenantId, item }, attributes);
  };

  const send = async ({ page, settle }: Release['messages']) => {
    const { outputs } = world.session.stack;
    for (const [QueueUrl, messages] of [
      [outputs.PageQueueUrl, page],
      [outputs.SettleQueueUrl, settle],
    ] as const) {
      for (const message of messages) {
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
      }
    }
  };

  it(
    'by a newer one, after going back, is left exactly as it is and said so',
    async () => {
      const newer = release.items.map((item) =>
        item.run ? { ...item, run: { ...item.run, version: RUN_VERSION + 1 } } : item,
      );
      await write(newer);
      await send(release.messages);
      await world.session.stack.ticker.tick();
      const log = () => readFileSync(world.session.stack.log.file, 'utf8');
      await eventually(() => /"runOfNewerRelease"/.test(log()) || undefined);
      await eventually(() => (log().match(/"messageStale"/g) ?? []).length >= 2 || undefined);
      const { run } = newer.find((item) => item.run) ?? {};
      expect((await world.track('history'))?.run).toEqual(run);
    },
    60 * SECONDS,
  );

  it(
    'is finished by this one: the open run goes on where it stood, and every record arrives',
    async () => {
      await write(release.items);
      await send(release.messages);
      await eventually(async () => (await world.tickUntilLevel()).length === 0 || undefined);
      const open = release.items.find((item) => item.run)?.run;
      const runs = await world.runs();
      expect(runs.filter(({ track }) => track === 'history').map(({ id }) => id)).toEqual([open?.id]);
      expect(runs.find(({ id }) => id === open?.id)?.counts.read).toBeGreaterThan(0);
      expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
      const refused = await world.refusedIds();
      const emails = (await world.customers())
        .filter(({ id }) => !refused.includes(id))
        .map(({ email = '' }) => email.trim().toLowerCase());
      expect(emails.length).toBeGreaterThan(CUSTOMERS / 2);
      expect(new Set((await world.contacts()).keys())).toEqual(new Set(emails));
      expect((await world.track('history'))?.problem).toBeUndefined();
    },
    120 * SECONDS,
  );
});
