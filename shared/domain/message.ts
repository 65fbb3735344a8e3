/**
 * What travels on the queues. A message says which piece of work is due and nothing about its content: the track's item
 * holds the truth, so a message may come twice, late or never. `version` lets a new release read the old one's messages.
 */
export type Message = PageMessage | SettleMessage | OpenMessage;

interface LaneAddress {
  version: 1;
  tenantId: string;
  stream: string;
  track: string;
  runId: string;
  laneIndex: number;
  /** The lane's step this message was issued for; any other step makes it stale. */
  step: number;
}

/** Read the next page of a lane, map it and hand it to Marketing. */
export interface PageMessage extends LaneAddress {
  type: 'page';
  /** How often this step has been put off after a failure that was worth another try. */
  attempt: number;
  /** An earlier attempt may have reached Marketing without our hearing of it. */
  isUncertain?: boolean;
}

/** Ask Marketing how the lane's import went. */
export interface SettleMessage extends LaneAddress {
  type: 'settle';
  /** How often the import was already asked about. */
  poll: number;
}

/** A run of this tenant closed: open what waited for it, without waiting for the next tick. */
export interface OpenMessage {
  version: 1;
  type: 'open';
  tenantId: string;
  closedStream: string;
}

/** Which queue carries a message: pages and openings need commercetools, settling needs Marketing only. */
export const queueOf = (message: Message): 'page' | 'settle' => (message.type === 'settle' ? 'settle' : 'page');
