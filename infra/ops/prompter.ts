import * as clack from '@clack/prompts';
import { EXIT } from './exit-code.ts';
import { OpsError } from './ops-error.ts';
import { printable } from './output/paint.ts';

export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  readonly hint?: string;
}

/** Asks the person at the keyboard. Every question throws OpsError when it is answered with Ctrl-C. */
export interface Prompter {
  /** @param check what is wrong with an answer, or `undefined` */
  text(message: string, options?: { initial?: string; check?: (text: string) => string | undefined }): Promise<string>;
  /** Shows nothing of what is typed. */
  secret(message: string): Promise<string>;
  confirm(message: string, initial: boolean): Promise<boolean>;
  choose<T>(message: string, choices: readonly Choice<T>[]): Promise<T>;
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (!clack.isCancel(answer)) return answer as Exclude<T, symbol>;
  throw new OpsError('Stopped; nothing was changed.', { exitCode: EXIT.interrupted });
}

const needed = (text: string | undefined): string | undefined => (text?.trim() ? undefined : 'Please type something.');

/** Questions go to stderr, so that what a verb answers can be piped all the same. */
export function createPrompter(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompter {
  const common = { input, output };
  return {
    text: async (message, { initial, check } = {}) => {
      const validate = (text: string | undefined) => needed(text) ?? check?.((text ?? '').trim());
      const options = { ...common, message, validate, ...(initial !== undefined && { initialValue: initial }) };
      return answered(await clack.text(options)).trim();
    },
    secret: async (message) =>
      answered(await clack.password({ ...common, message, mask: '*', validate: (text) => needed(text) })).trim(),
    confirm: async (message, initialValue) => answered(await clack.confirm({ ...common, message, initialValue })),
    choose: async (message, choices) => {
      const options = choices.map(({ label, hint }, value) => ({
        value,
        label: printable(label),
        ...(hint !== undefined && { hint: printable(hint) }),
      }));
      const at = answered(await clack.select<number>({ ...common, message, options, maxItems: 12 }));
      const chosen = choices[at];
      if (!chosen) throw new TypeError('A choice that was never offered.');
      return chosen.value;
    },
  };
}
