import { Duration } from 'aws-cdk-lib';
import type { FunctionName } from '../shared/names.ts';

export interface FunctionLimits {
  readonly timeout: Duration;
  /** Lambda gives CPU in proportion to memory: 1,769 MB are one whole core (AWS: "Configure Lambda function memory"). */
  readonly memoryMb: number;
}

/** Marketing asks its clients to wait 121 s before they take a call for lost; the time-outs below are built on that. */
export const FUNCTION_LIMITS: Readonly<Record<FunctionName, FunctionLimits>> = {
  'fan-out': {
    // Some seconds for a few tenants; 300 s leave room for a thousand, and it is done well before the next tick.
    timeout: Duration.seconds(300),
    // Mostly waits for answers, but for those of many tenants side by side: half a core keeps it from queueing for CPU.
    memoryMb: 1024,
  },
  'sync-worker': {
    // Reads for up to 45 s, then one bulk call of up to 121 s; the rest is mapping, a rate limit waited out, and writes.
    timeout: Duration.seconds(300),
    // Parsing, mapping and writing JSON on one thread is CPU work: a whole core, and no second one that would idle.
    memoryMb: 1769,
  },
  'settle-import': {
    // The polls of a batch run side by side, each up to 121 s; what is left is for storing rejections and the next step.
    timeout: Duration.seconds(150),
    // A handful of small answers; a report of rejections is the largest thing it ever holds.
    memoryMb: 512,
  },
  'check-config': {
    // A few quick look-ups in two accounts. An edit waits on its verdict, so a hanging one is better given up and retried.
    timeout: Duration.seconds(60),
    // As settle-import: small items, small answers.
    memoryMb: 512,
  },
};
