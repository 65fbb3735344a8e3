import { type OpsError, usageError } from '../../../ops-error.ts';

/** What is missing where nobody can be asked: all of it at once. */
export const missingOptions = (flags: readonly string[]): OpsError =>
  usageError(
    `Not given: ${flags.join(', ')}.`,
    'Give these options, or run the command on a terminal, where it asks for them.',
  );
