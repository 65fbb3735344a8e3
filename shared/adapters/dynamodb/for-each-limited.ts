/** DynamoDB takes single writes well in parallel, but not five thousand at once from one container. */
const AT_ONCE = 20;

/** Runs `act` for every item, a bounded number at a time. The first failure ends it. */
export async function forEachLimited<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const work = async () => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
}
