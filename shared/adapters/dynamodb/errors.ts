import { TransientError } from '../../domain/errors.ts';

/** DynamoDB's answer to a condition that did not hold. It is an answer, not a failure. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/**
 * Runs one DynamoDB call. What is left after the SDK's own retries (throttling, time-outs, outages) is worth another
 * try later; a refused permission or a missing table is not ours to classify and stays loud.
 */
export async function callDynamo<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isConditionFailure(error) || !(error instanceof Error) || LASTING.has(error.name)) throw error;
    throw new TransientError(`DynamoDB did not answer a request: ${error.name}.`, {
      code: `dynamodb.${error.name}`,
      cause: error,
    });
  }
}

/** Names of DynamoDB errors that no waiting mends. */
const LASTING = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ValidationException',
  'UnrecognizedClientException',
]);
