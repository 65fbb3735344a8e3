/**
 * Makes a call for the sake of its answer. What the client makes of a refusal, an error as a rule, is tested elsewhere, and
 * that the answer did come is seen from what was recorded.
 */
export async function attempt(call: () => Promise<unknown>): Promise<void> {
  await call().catch(() => undefined);
}
