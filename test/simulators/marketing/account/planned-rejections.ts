import { z } from 'zod';
import type { EntryMatch } from '../contacts/contact-entry.ts';
import type { ContactFailure } from '../contacts/contact-failures.ts';

/** A contact that fails on demand, with any code: how a test has reasons that cannot be caused by data alone. */
export const PlannedRejectionSchema = z.strictObject({
  identifier: z.string(),
  value: z.string(),
  failureCode: z.string(),
  description: z.string().exactOptional(),
  /** How often; absent: always. */
  times: z.int().min(1).exactOptional(),
});
export type PlannedRejection = z.infer<typeof PlannedRejectionSchema>;

export class PlannedRejections {
  readonly #left = new Map<string, { rejection: PlannedRejection; times: number }>();

  add(rejection: PlannedRejection): void {
    const { identifier, value, times = Number.POSITIVE_INFINITY } = rejection;
    this.#left.set(keyOf(identifier, value), { rejection, times });
  }

  clear(): void {
    this.#left.clear();
  }

  find(identifiers: Readonly<Record<string, string | number>>, match: EntryMatch): ContactFailure | undefined {
    if (this.#left.size === 0) return undefined;
    for (const [name, value] of [[match.identifier, match.value] as const, ...Object.entries(identifiers)]) {
      const key = keyOf(name, String(value));
      const found = this.#left.get(key);
      if (found === undefined) continue;
      found.times--;
      if (found.times <= 0) this.#left.delete(key);
      const { failureCode, description = 'Planned in the simulator' } = found.rejection;
      return { failureCode, description };
    }
    return undefined;
  }
}

const keyOf = (identifier: string, value: string) => `${identifier}:${value.toLowerCase()}`;
