import type { Command } from 'commander';
import type { Ops } from './ops.ts';
import { usageError } from './ops-error.ts';

/** Who acts and what for; the run history keeps both. */
export interface WhoAndWhy {
  by: string;
  why: string;
}

export type WhoAndWhyOptions = Partial<WhoAndWhy>;

const MAX_LENGTH = 200;

export const addWhoAndWhy = (command: Command): Command =>
  command
    .option('--by <name>', 'who asks; kept in the run history')
    .option('--why <reason>', 'what for; kept in the run history');

/** Takes both from the options, or asks for what is missing. @throws OpsError when nobody can be asked, or a text is no answer */
export async function whoAndWhy(given: WhoAndWhyOptions, { ask }: Pick<Ops, 'ask'>): Promise<WhoAndWhy> {
  const missing = [
    ...(given.by === undefined ? ['--by NAME'] : []),
    ...(given.why === undefined ? ['--why REASON'] : []),
  ];
  if (missing.length > 0 && !ask) {
    throw usageError('The run history keeps who asked and why.', `Add ${missing.join(' and ')}.`);
  }
  const by = given.by ?? (await ask?.text('Who asks for it?', { check: faultOf })) ?? '';
  const why = given.why ?? (await ask?.text('What for?', { check: faultOf })) ?? '';
  for (const [option, text] of [
    ['--by', by],
    ['--why', why],
  ] as const) {
    const fault = faultOf(text);
    if (fault !== undefined) throw usageError(`${option}: ${fault}`);
  }
  return { by: by.trim(), why: why.trim() };
}

const faultOf = (text: string): string | undefined => {
  if (text.trim() === '') return 'Please type something.';
  return text.length > MAX_LENGTH ? `At most ${MAX_LENGTH} characters.` : undefined;
};
