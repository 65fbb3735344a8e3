/** SQS as it is: at least once, in no order, again when nobody has deleted it in time, and at last out of the way. */
import type { Message } from '../../shared/domain/message.ts';
import { queueOf } from '../../shared/domain/message.ts';
import type { Queue } from '../../shared/ports.ts';
import type { Chances } from './chances.ts';
import type { Loop } from './loop.ts';

const VISIBILITY_MS = { page: 1_800_000, settle: 900_000 } as const;
const MAX_RECEIVES = 5;

/** @returns whether the message is done with; never settles when its worker has crashed */
export type Consumer = (message: Message, isRedelivery: boolean) => Promise<boolean>;

export class SimulatedQueue implements Queue {
  readonly #loop: Loop;
  readonly #chances: Chances;
  readonly #consume: Consumer;
  /** What the checkers look through. */
  onSent: (message: Message) => void = () => undefined;

  constructor(loop: Loop, chances: Chances, consume: Consumer) {
    this.#loop = loop;
    this.#chances = chances;
    this.#consume = consume;
  }

  async send(messages: readonly { message: Message; delaySeconds?: number }[]): Promise<void> {
    for (const { message, delaySeconds = 0 } of messages) {
      this.onSent(message);
      if (this.#chances.strikes('queue: message lost', 0.003)) continue;
      const copies = this.#chances.strikes('queue: message twice', 0.03) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const late = this.#chances.strikes('queue: message late', 0.03)
          ? this.#chances.between(0, 600_000)
          : this.#chances.between(0, 300);
        this.#loop.after(delaySeconds * 1000 + late, () => this.#deliver(structuredClone(message), 1));
      }
    }
  }

  #deliver(message: Message, receives: number): void {
    if (receives > MAX_RECEIVES) {
      this.#chances.struck['queue: message given up'] = (this.#chances.struck['queue: message given up'] ?? 0) + 1;
      return;
    }
    let isDone = false;
    void this.#consume(message, receives > 1).then((done) => {
      isDone = done;
    });
    this.#loop.after(VISIBILITY_MS[queueOf(message)], () => {
      if (!isDone) this.#deliver(message, receives + 1);
    });
  }
}
