/**
 * The process of one function: what the Lambda runtime is to a bundle. Loads it once, then answers one event after the
 * other, each with a context of its own. It does not outlive the runner: when the channel breaks, it ends.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { peakMemoryMb } from './peak-memory.ts';
import type { Answer, FunctionSettings, Invocation } from './protocol.ts';

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const settings = JSON.parse(process.argv[2] ?? '{}') as FunctionSettings;

const tell = (answer: Answer): void => {
  process.send?.(answer);
};

const usage = () => ({ maxMemoryMb: peakMemoryMb() });

const describe = (error: unknown): { errorType: string; message: string } =>
  error instanceof Error
    ? { errorType: error.name, message: error.message }
    : { errorType: typeof error, message: 'The function threw something that is no Error.' };

function contextOf({ requestId, deadlineMs }: Invocation): Context {
  const unused = () => {
    throw new Error('A handler answers by its promise; done, fail and succeed are not supported.');
  };
  return {
    functionName: settings.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.arn,
    memoryLimitInMB: String(settings.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${settings.name}`,
    logStreamName: `local/${process.pid}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    done: unused,
    fail: unused,
    succeed: unused,
  };
}

async function loadHandler(): Promise<Handler> {
  const [file = '', exported = ''] = settings.handler.split('.');
  const bundle = await import(pathToFileURL(join(settings.codeDirectory, `${file}.mjs`)).href);
  if (typeof bundle[exported] !== 'function') throw new Error(`The bundle has no handler "${settings.handler}".`);
  return bundle[exported];
}

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the runner decides what becomes of the work at hand.
process.on('SIGINT', () => undefined);

try {
  const handler = await loadHandler();
  process.on('message', (message) => {
    const invocation = message as Invocation;
    const { requestId, event } = invocation;
    Promise.resolve()
      .then(() => handler(event, contextOf(invocation)))
      .then((value) => tell({ kind: 'returned', requestId, value: value ?? null, ...usage() }))
      .catch((error: unknown) => tell({ kind: 'threw', requestId, ...describe(error), ...usage() }));
  });
  tell({ kind: 'ready' });
} catch (error) {
  const { errorType, message } = describe(error);
  process.stderr.write(`${error instanceof Error ? error.stack : message}\n`);
  tell({ kind: 'threw', errorType, message, ...usage() });
}
