import { join, resolve } from 'node:path';
import { clientConfig, LOCAL_ACCOUNT_ID } from '../../local/emulators/aws-place.ts';
import { listRunningStacks } from '../../local/running-stacks.ts';
import { isRunning, readJson, STACK_FILE, type StackFile, stackFileSchema } from '../../local/work-directory.ts';
import { EXIT } from '../exit-code.ts';
import { OpsError, usageError } from '../ops-error.ts';
import { type Deployment, readPlaces } from './deployment.ts';

const START = 'Start one in another shell (npm start) and leave it running, then repeat the command.';

/**
 * The stack that `npm start` runs on this machine.
 * @param directory of the one that is meant, as its `--keep` says; by default the only one that runs
 * @throws OpsError when there is none, or more than one to choose from
 */
export async function findLocalDeployment(directory?: string): Promise<Deployment> {
  const stack = directory === undefined ? await findOnly() : await findIn(resolve(directory));
  const places = readPlaces(stack.outputs);
  if ('missing' in places) {
    throw new OpsError('The local stack was started by another version of this project.', {
      remedy: 'Stop it and start it again (npm start).',
      exitCode: EXIT.unreachable,
    });
  }
  const { region, endpoints, simulators } = stack;
  const credentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID || 'local',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY || 'local',
  };
  const place = { region, endpoints, credentials, accountId: LOCAL_ACCOUNT_ID };
  return { name: 'the local stack', ...places, simulators, clientConfig: (service) => clientConfig(place, service) };
}

async function findOnly(): Promise<StackFile> {
  const running = await listRunningStacks();
  const [only, ...others] = running;
  if (!only) {
    throw new OpsError('No local stack is running.', { remedy: START, exitCode: EXIT.unreachable });
  }
  if (others.length === 0) return only;
  const found = running.map(({ pid, logFile }) => `  process ${pid}: --local-stack ${join(logFile, '..')}`);
  throw usageError(['Several local stacks are running:', ...found].join('\n'), 'Say which one is meant, as above.');
}

async function findIn(directory: string): Promise<StackFile> {
  const stack = await readJson(join(directory, STACK_FILE), stackFileSchema);
  if (stack && (await isRunning(stack))) return stack;
  throw new OpsError(`No local stack is running in ${directory}.`, {
    remedy: stack
      ? `The one that ran there has ended; start it again with npm start -- --keep ${directory}.`
      : 'Give the directory that npm start was told with --keep, or shows as "files" when it starts.',
    exitCode: EXIT.unreachable,
  });
}
