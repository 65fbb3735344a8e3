import * as z from 'zod';
import { fanOut } from '../../shared/workflows/fan-out.ts';
import { createPorts } from '../runtime/dependencies.ts';
import { withMiddleware } from '../runtime/middleware.ts';

const ports = createPorts();

/**
 * `{}` for the tick. A person who knows that messages were lost (a queue purged, a region restored) may send
 * `{ "silentAfterSeconds": 0 }` to have every open lane issued again at once, and `{ "refreshNow": true }` to have every
 * catalog refreshed without waiting for the day to pass.
 */
const eventSchema = z.object({
  silentAfterSeconds: z.number().min(0).optional(),
  refreshNow: z.boolean().optional(),
});

/** The schedule's target: opens what is due for every tenant. */
export const handler = withMiddleware(async (event: unknown) => {
  return fanOut(eventSchema.parse(event ?? {}), ports);
});
