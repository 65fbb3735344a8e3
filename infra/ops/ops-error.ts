import { EXIT, type ExitCode } from './exit-code.ts';

/** A verb cannot go on. The message says what is wrong, the remedy what to do; a stack trace would only bury both. */
export class OpsError extends Error {
  override readonly name = 'OpsError';
  readonly exitCode: ExitCode;
  readonly remedy: string | undefined;

  constructor(message: string, { remedy, exitCode = EXIT.problem }: { remedy?: string; exitCode?: ExitCode } = {}) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** What was asked for cannot be understood or does not fit together. */
export const usageError = (message: string, remedy?: string): OpsError =>
  new OpsError(message, { exitCode: EXIT.usage, ...(remedy !== undefined && { remedy }) });
