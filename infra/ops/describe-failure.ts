import { debuglog } from 'node:util';
import { SyncError } from '../../shared/domain/errors.ts';
import { UsageError } from '../local/command-line/usage-error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { OpsError } from './ops-error.ts';

export interface Failure {
  code?: string;
  message: string;
  remedy?: string;
  exitCode: ExitCode;
}

const SIGN_IN =
  'Sign in to AWS (aws sso login, or AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY). For the stack that npm start runs on this machine, add --local.';

/** What the AWS SDK throws before or instead of an answer, by name, in words for the person at the keyboard. */
const AWS_TROUBLE: Readonly<Record<string, { message: string; remedy: string }>> = {
  CredentialsProviderError: { message: 'There are no AWS credentials.', remedy: SIGN_IN },
  TokenProviderError: { message: 'The AWS sign-in has ended.', remedy: SIGN_IN },
  ExpiredToken: { message: 'The AWS sign-in has ended.', remedy: SIGN_IN },
  ExpiredTokenException: { message: 'The AWS sign-in has ended.', remedy: SIGN_IN },
  InvalidClientTokenId: { message: 'AWS does not know these credentials.', remedy: SIGN_IN },
  UnrecognizedClientException: { message: 'AWS does not know these credentials.', remedy: SIGN_IN },
  SignatureDoesNotMatch: { message: 'AWS refuses these credentials.', remedy: SIGN_IN },
};

const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation']);

const debug = debuglog('ops');

/** Says of anything thrown what is wrong and what to do. Contents of records and secrets never occur in it. */
export function describeFailure(error: unknown): Failure {
  debug('%o', error);
  if (error instanceof OpsError) {
    const { message, remedy, exitCode } = error;
    return { message, ...(remedy !== undefined && { remedy }), exitCode };
  }
  if (error instanceof UsageError) return { message: error.message, exitCode: EXIT.usage };
  const trouble = awsTrouble(isAboutAws(error) ? error.cause : error);
  if (trouble) return trouble;
  if (error instanceof SyncError) {
    const { code, message, remedy } = error;
    return { code, message, ...(remedy !== undefined && { remedy }), exitCode: EXIT.problem };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  return {
    message,
    remedy: 'Set NODE_DEBUG=ops and repeat the command to see where this came from.',
    exitCode: EXIT.problem,
  };
}

/** Our adapters name the service that an error comes from; its cause is then what the SDK threw. */
const isAboutAws = (error: unknown): error is SyncError =>
  error instanceof SyncError && /^(dynamodb|sqs|secret)[.]/.test(error.code);

function awsTrouble(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message === 'Region is missing') {
    return {
      message: 'The AWS region is not set.',
      remedy: 'Add --region, or set AWS_REGION. For the stack that npm start runs on this machine, add --local.',
      exitCode: EXIT.unreachable,
    };
  }
  const known = AWS_TROUBLE[error.name];
  if (known) return { ...known, exitCode: EXIT.unreachable };
  if (DENIED.has(error.name)) {
    return {
      message: `AWS does not allow this: ${error.message.split('\n')[0]}`,
      remedy: 'Use a role that may read the stacks and read and write their tables, queues and secrets.',
      exitCode: EXIT.unreachable,
    };
  }
  const code = 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'].includes(code)) {
    return {
      message: `There is no way to AWS (${code}).`,
      remedy:
        'Check the network, the region, and AWS_ENDPOINT_URL if that is set; with --local, that npm start still runs.',
      exitCode: EXIT.unreachable,
    };
  }
  return undefined;
}
