import type { z } from 'zod';
import type { MarketingAnswer, MarketingClient } from './marketing-call.ts';
import { refused, unreadableAnswer } from './problems.ts';

/**
 * The body of a successful answer, checked.
 * @throws ConfigurationError for a refusal, TransientError when the body is not what the API promises.
 */
export function expectBody<S extends z.ZodType>(
  answer: MarketingAnswer,
  schema: S,
  what: string,
  { tenant }: MarketingClient,
): z.infer<S> {
  if (answer.refusal) throw refused(what, answer.refusal, tenant, answer.isUncertain);
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw unreadableAnswer(
    what,
    parsed.error.issues.slice(0, 3).map(({ path }) => path.map(String).join('.') || 'the top'),
  );
}
