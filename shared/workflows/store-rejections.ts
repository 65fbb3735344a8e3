import type { Rejection } from '../domain/rejection.ts';
import type { Ports, RejectionContext } from '../ports.ts';

/** Stores what was refused and says how much of it there was, by code. */
export async function storeRejections(
  rejections: readonly Rejection[],
  context: RejectionContext,
  tags: Readonly<Record<string, unknown>>,
  ports: Ports,
): Promise<void> {
  await ports.rejections.putRejections(rejections, context);
  if (rejections.length === 0) return;
  const codes: Record<string, number> = {};
  for (const { code } of rejections) codes[code] = (codes[code] ?? 0) + 1;
  ports.observer.note('recordsRejected', { ...tags, codes });
}
