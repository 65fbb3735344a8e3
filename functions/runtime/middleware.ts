import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger, metrics } from '../../shared/telemetry.ts';

/** What was measured is written when the invocation ends, however it ends. */
const publishMetrics = (): MiddlewareObj => ({ after: () => metrics.publish(), onError: () => metrics.publish() });

/** The chain that every handler runs in. Events are not logged: they are ids, but a foreign one could be anything. */
export const withMiddleware = <Event, Result>(handler: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>(handler)
    .use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }))
    .use(publishMetrics());
