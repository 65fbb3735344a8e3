import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMessage } from '../../../shared/contracts/messages.ts';
import { MalformedMessageError } from '../../../shared/domain/errors.ts';
import type { Message } from '../../../shared/domain/message.ts';

const address = {
  version: 1 as const,
  tenantId: 'acme',
  stream: 'customers',
  track: 'live',
  runId: 'r',
  laneIndex: 0,
  step: 1,
};
const MESSAGES: Message[] = [
  { ...address, type: 'page', attempt: 0 },
  { ...address, type: 'page', attempt: 3, isUncertain: true },
  { ...address, type: 'settle', poll: 2 },
  { version: 1, type: 'open', tenantId: 'acme', closedStream: 'customers' },
];

describe('queue messages', () => {
  it.each(MESSAGES)('come back as they were sent: %j', (message) => {
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  it('that are not ours are refused with the fields that are wrong and nothing of their content', () => {
    const body = JSON.stringify({ ...address, type: 'page', attempt: 'ada@example.com' });
    expect(() => parseMessage(body)).toThrow(MalformedMessageError);
    expect(() => parseMessage(body)).toThrow(/attempt/);
    expect(() => parseMessage(body)).not.toThrow(/ada@example/);
  });

  it('of any other kind never crash the reader in another way', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => parseMessage(body)).toThrow(MalformedMessageError);
      }),
    );
  });
});
