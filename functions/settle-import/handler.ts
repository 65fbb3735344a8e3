import type { SQSEvent } from 'aws-lambda';
import { settleImport } from '../../shared/workflows/settle-import.ts';
import { createPorts } from '../runtime/dependencies.ts';
import { withMiddleware } from '../runtime/middleware.ts';
import { processMessages, unexpectedMessage } from '../runtime/work-queue.ts';

const ports = createPorts();

/** Consumer of the settle queue: asks how imports went and moves their lanes on. */
export const handler = withMiddleware((event: SQSEvent, context) =>
  processMessages(event, context, (message, delivery) =>
    message.type === 'settle' ? settleImport(message, delivery, ports) : unexpectedMessage(message),
  ),
);
