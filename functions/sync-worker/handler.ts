import type { SQSEvent } from 'aws-lambda';
import { importPage } from '../../shared/workflows/import-page.ts';
import { openAfterClose } from '../../shared/workflows/tick-tenant.ts';
import { createPorts } from '../runtime/dependencies.ts';
import { withMiddleware } from '../runtime/middleware.ts';
import { processMessages, unexpectedMessage } from '../runtime/work-queue.ts';

const ports = createPorts();

/** Consumer of the page queue: imports one page, or opens what waited for a run to close. */
export const handler = withMiddleware((event: SQSEvent, context) =>
  processMessages(event, context, (message, delivery) => {
    switch (message.type) {
      case 'page':
        return importPage(message, delivery, ports);
      case 'open':
        return openAfterClose(message, ports);
      case 'settle':
        return unexpectedMessage(message);
    }
  }),
);
