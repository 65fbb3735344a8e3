import type { Deadline } from '../ports.ts';

/** How a message reached its worker. */
export interface Delivery {
  /** SQS has handed this message out before, so an earlier attempt died at an unknown place. */
  isRedelivery: boolean;
  deadline: Deadline;
}
