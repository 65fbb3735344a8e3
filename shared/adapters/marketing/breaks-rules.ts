import type { z } from 'zod';

/** Whether one element of an import, as JSON text, breaks the published rules for it. */
export function breaksRules(rules: z.ZodType, json: string): boolean {
  try {
    return !rules.safeParse(JSON.parse(json)).success;
  } catch {
    // What does not parse here does not parse there; the parser's message would quote the record.
    return true;
  }
}
