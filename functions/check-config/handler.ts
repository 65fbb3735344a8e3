import type { DynamoDBStreamEvent } from 'aws-lambda';
import { loggingObserver } from '../../shared/telemetry.ts';
import { checkConfig } from '../../shared/workflows/check-config.ts';
import { createConfigChecker } from '../runtime/config-checker.ts';
import { withMiddleware } from '../runtime/middleware.ts';

const { secretPrefix, readEdit, ports } = createConfigChecker();

/**
 * Consumer of the config table's stream: writes the verdict onto every edited item. Edits come in order per item, so the
 * answer names the first that failed and Lambda goes on from there.
 */
export const handler = withMiddleware(async (event: DynamoDBStreamEvent) => {
  for (const record of event.Records) {
    try {
      await checkConfig(readEdit(record), secretPrefix, ports);
    } catch (error) {
      loggingObserver.fail('configCheckFailed', error, {});
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
});
