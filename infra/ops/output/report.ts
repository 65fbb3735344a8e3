import type { ExitCode } from '../exit-code.ts';
import type { Paint } from './paint.ts';

/** What a verb has to say: one value, printed whole with `--json` and drawn for people otherwise. */
export interface Report {
  readonly value: unknown;
  /** Lines for people, made from the same value. */
  draw(paint: Paint): string[];
  /** 0 unless said otherwise. */
  readonly exitCode?: ExitCode;
}
