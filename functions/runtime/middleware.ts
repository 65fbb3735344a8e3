import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { logger } from '../../shared/telemetry.ts';

/** The chain that every handler runs in. Events are not logged: they are ids, but a foreign one could be anything. */
export const withMiddleware = <Event, Result>(handler: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>(handler).use(injectLambdaContext(logger, { logEvent: false, resetKeys: true }));
