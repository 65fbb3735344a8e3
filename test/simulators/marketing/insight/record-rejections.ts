import { z } from 'zod';

/** A record that is rejected on demand, with any reason. */
export const RecordRejectionSchema = z.strictObject({
  collection: z.string(),
  key: z.string(),
  failureReason: z.string(),
  /** How often; absent: always. */
  times: z.int().min(1).exactOptional(),
});
export type RecordRejection = z.infer<typeof RecordRejectionSchema>;

export class RecordRejections {
  readonly #left = new Map<string, { failureReason: string; times: number }>();

  add({ collection, key, failureReason, times = Number.POSITIVE_INFINITY }: RecordRejection): void {
    this.#left.set(`${collection}/${key}`, { failureReason, times });
  }

  clear(): void {
    this.#left.clear();
  }

  find(collection: string, key: string): string | undefined {
    if (this.#left.size === 0) return undefined;
    const id = `${collection}/${key}`;
    const found = this.#left.get(id);
    if (found === undefined) return undefined;
    found.times--;
    if (found.times <= 0) this.#left.delete(id);
    return found.failureReason;
  }
}
