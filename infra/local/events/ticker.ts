import { SILENT_LANE_SECONDS } from '../../../shared/domain/pacing.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { Outcome } from '../lambda/protocol.ts';
import type { ScheduleResource } from '../template/functions.ts';
import type { Feed } from './feed.ts';
import { startSchedule } from './schedule.ts';

/** Lanes are not taken for silent sooner than this, however quickly the ticks follow each other. */
const LEAST_SILENCE_SECONDS = 60;

export interface TickerOptions {
  readonly schedule: ScheduleResource;
  /** Instead of the schedule's own rate. */
  readonly everySeconds: number | undefined;
  readonly pool: FunctionPool;
  /** The queues have lost what they held, so the first tick issues every open lane again. */
  readonly hasLostMessages: boolean;
}

/** The tick: by the schedule and, between its turns, by hand. */
export class Ticker {
  readonly everySeconds: number;
  readonly #options: TickerOptions;
  #hasLostMessages: boolean;
  #lastAnsweredMs: number | undefined;
  #underWay = 0;
  #failures: Extract<Outcome, { ok: false }>[] = [];

  constructor(options: TickerOptions) {
    this.#options = options;
    this.#hasLostMessages = options.hasLostMessages;
    this.everySeconds = options.everySeconds ?? options.schedule.everySeconds;
  }

  /** When the latest tick began that has been answered; epoch milliseconds. What it found was true then or later. */
  get lastAnsweredMs(): number | undefined {
    return this.#lastAnsweredMs;
  }

  get isTicking(): boolean {
    return this.#underWay > 0;
  }

  /** How the ticks since the last one that succeeded went wrong. */
  get failures(): readonly Extract<Outcome, { ok: false }>[] {
    return this.#failures;
  }

  /** Starts the schedule: the first tick at once. */
  start(): Feed {
    return startSchedule({ everySeconds: this.everySeconds, tick: () => this.tick() });
  }

  async tick(input: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
    const { schedule, pool } = this.#options;
    const startedMs = Date.now();
    this.#underWay += 1;
    const outcome = await pool.invoke({ ...schedule.input, ...this.#silence(), ...input });
    this.#underWay -= 1;
    if (outcome.ok) {
      this.#failures = [];
      this.#lastAnsweredMs = Math.max(startedMs, this.#lastAnsweredMs ?? 0);
    } else {
      this.#failures.push(outcome);
    }
    return outcome;
  }

  /** Ticks that come more often than deployed also look sooner for lanes whose message was lost. */
  #silence(): { silentAfterSeconds?: number } {
    if (this.#hasLostMessages) {
      this.#hasLostMessages = false;
      return { silentAfterSeconds: 0 };
    }
    const hurry = this.everySeconds / this.#options.schedule.everySeconds;
    return hurry < 1
      ? { silentAfterSeconds: Math.max(LEAST_SILENCE_SECONDS, Math.round(SILENT_LANE_SECONDS * hurry)) }
      : {};
  }
}
