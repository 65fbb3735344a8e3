import { type AwsPlace, awsEnvironment } from '../emulators/aws-place.ts';
import type { FunctionResource } from '../template/functions.ts';

/** What of our own environment a function needs to run at all; everything else would make it differ from Lambda. */
const INHERITED = ['PATH', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'SystemRoot'];

/**
 * The variables of a function's process: the template's, and those that Lambda sets itself (Lambda: Defined runtime
 * environment variables). There is no X-Ray daemon here, so nothing is traced.
 */
export function functionEnvironment(
  { name, handler, memoryMb, codeDirectory, environment }: FunctionResource,
  place: AwsPlace,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return {
    ...Object.fromEntries(INHERITED.flatMap((key) => (own[key] === undefined ? [] : [[key, own[key]]]))),
    ...environment,
    ...awsEnvironment(place),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    LAMBDA_TASK_ROOT: codeDirectory,
    POWERTOOLS_TRACE_ENABLED: 'false',
    TZ: ':UTC',
    _HANDLER: handler,
  };
}
