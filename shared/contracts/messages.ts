import * as z from 'zod';
import { MalformedMessageError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';

const laneAddress = {
  version: z.literal(1),
  tenantId: z.string().min(1),
  stream: z.string().min(1),
  track: z.string().min(1),
  runId: z.string().min(1),
  laneIndex: z.int().min(0),
  step: z.int().min(1),
};

const messageSchema = z.discriminatedUnion('type', [
  z.object({ ...laneAddress, type: z.literal('page'), attempt: z.int().min(0), isUncertain: z.boolean().optional() }),
  z.object({ ...laneAddress, type: z.literal('settle'), poll: z.int().min(0) }),
  z.object({
    version: z.literal(1),
    type: z.literal('open'),
    tenantId: z.string().min(1),
    closedStream: z.string().min(1),
  }),
]);

/**
 * Reads a queue message.
 * @throws MalformedMessageError naming the fields that are wrong; never with the body, which could be anything.
 */
export function parseMessage(body: string): Message {
  const parsed = messageSchema.safeParse(parseJson(body));
  if (parsed.success) {
    const { isUncertain, ...message } = { isUncertain: undefined, ...parsed.data };
    return { ...message, ...(isUncertain === true && { isUncertain }) } as Message;
  }
  const fields = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'message'} (${code})`).join(', ');
  throw new MalformedMessageError(`A queue message is not one of ours: ${fields}.`, {
    code: 'message.malformed',
    remedy:
      'Look at it in the dead-letter queue; the sync does not need it, since the state table re-creates all work.',
  });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
