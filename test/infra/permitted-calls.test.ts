import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildBundle, FUNCTIONS_DIRECTORY } from '../../infra/bundles/build-bundle.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/names.ts';
import { permissionsOf } from './role-permissions.ts';
import { synthesizeTemplates } from './templates.ts';

/** In the DynamoDB client's code for endpoint discovery, which is off. */
const NEVER_CALLED = 'dynamodb:DescribeEndpoints';

/** The tables' adapter knows all its verbs in every bundle; these the function has no use for. */
const UNUSED_VERBS: Readonly<Record<FunctionName, readonly string[]>> = {
  'fan-out': ['dynamodb:DeleteItem'],
  'sync-worker': ['dynamodb:Scan'],
  'settle-import': ['dynamodb:Scan'],
  'check-config': ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
};

/** What Lambda does in the function's name: write logs and traces, take from queue and stream, and set failures aside. */
function isDoneByLambda(functionName: FunctionName, action: string): boolean {
  if (functionName === 'check-config' && action === 'sqs:SendMessage') return true;
  return /^(logs|xray):|^sqs:(Receive|Delete|GetQueue)|^dynamodb:(Describe|List|GetRecords|GetShard)/.test(action);
}

describe('calls of AWS', () => {
  const { sync } = synthesizeTemplates();
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'permitted-calls-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  /** The calls whose code has made it into the function's bundle, as IAM names them. */
  async function findCalls(functionName: FunctionName): Promise<string[]> {
    const outputDirectory = join(directory, functionName);
    const { outputs } = await buildBundle({ functionName, functionsDirectory: FUNCTIONS_DIRECTORY, outputDirectory });
    return Object.values(outputs)
      .flatMap(({ inputs }) => Object.keys(inputs))
      .flatMap((path) => {
        const [, client, command] = /@aws-sdk\/client-([\w-]+)\/.*\/(\w+)Command\.js$/.exec(path) ?? [];
        // A batch needs the same permission as a single message.
        return client && command
          ? [`${client.replaceAll('-', '')}:${command.replace(/^SendMessageBatch$/, 'SendMessage')}`]
          : [];
      });
  }

  it.each(FUNCTION_NAMES)('by %s are all permitted, and it has no permission to make others', async (functionName) => {
    const permitted = Object.values(permissionsOf(sync, functionName)).flat();
    const unused = [NEVER_CALLED, ...UNUSED_VERBS[functionName]];
    const called = (await findCalls(functionName)).filter((action) => !unused.includes(action));
    const callable = permitted.filter((action) => !isDoneByLambda(functionName, action));
    expect([...new Set(callable)].sort()).toEqual([...new Set(called)].sort());
  });
});
