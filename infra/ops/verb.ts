import type { Command } from 'commander';
import type { Ops } from './ops.ts';
import type { Report } from './output/report.ts';

/** Carries out a verb on an open deployment. What it returns is shown; what it throws is explained. */
export type Work<Arguments extends readonly unknown[]> = (ops: Ops, ...given: Arguments) => Promise<Report | undefined>;

/**
 * Makes a commander action of a verb's work: opens the deployment that the command line names, shows the report and sets
 * the exit code. `given` is what commander hands to an action: the arguments, then the options.
 */
export type Act = <Arguments extends readonly unknown[]>(
  work: Work<Arguments>,
) => (...given: Arguments) => Promise<void>;

/** The same for a verb that needs no deployment. */
export type ActAlone = <Arguments extends readonly unknown[]>(
  work: (...given: Arguments) => Report,
) => (...given: Arguments) => Promise<void>;

/** A verb puts itself, with its options, examples and action, on the program. One file each under `verbs/`. */
export type Verb = (program: Command, act: Act, alone: ActAlone) => void;
