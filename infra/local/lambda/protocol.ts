/** What the runner and a function's process say to each other over their IPC channel. */
import type { FunctionResource } from '../template/functions.ts';

/** Told to the process by its command line, so that it can load the bundle before the first event comes. */
export interface FunctionSettings
  extends Pick<FunctionResource, 'name' | 'arn' | 'codeDirectory' | 'handler' | 'memoryMb'> {}

export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** Epoch milliseconds at which the function is out of time. */
  readonly deadlineMs: number;
}

export type Answer =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'returned'; readonly requestId: string; readonly value: unknown } & Usage)
  | ({
      readonly kind: 'threw';
      readonly requestId?: string;
      readonly errorType: string;
      readonly message: string;
    } & Usage);

/** What Lambda tells in the last line of an invocation's log. */
export interface Usage {
  /** The most memory the process has ever held, in megabytes of 1,048,576 bytes. */
  readonly maxMemoryMb: number;
}

/** How an invocation ended. `errorType` is what Lambda calls it, or the name of the error that was thrown. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly errorType: string; readonly message: string };
