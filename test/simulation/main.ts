/** Program `npm run simulate`: worlds that try to break the sync, one seed each. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { World } from './world.ts';

interface Given {
  readonly seeds: number;
  readonly seed?: number;
  readonly trace: boolean;
  readonly from: number;
  readonly child: boolean;
  readonly untilFailure: boolean;
}

interface Tally {
  readonly seeds: number;
  readonly failed: { seed: number; reason: string }[];
  readonly struck: Record<string, number>;
}

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError('Give a whole number from 0 on.');
  return number;
};

async function runSeeds(from: number, count: number, isTraced: boolean, untilFailure = false): Promise<Tally> {
  const failed: Tally['failed'] = [];
  const struck: Record<string, number> = {};
  for (let seed = from; seed < from + count && !(untilFailure && failed.length > 0); seed += 1) {
    const world = new World(seed, isTraced);
    try {
      await world.run();
    } catch (error) {
      failed.push({
        seed,
        reason:
          error instanceof Error
            ? error.name === 'Violation'
              ? error.message
              : (error.stack ?? error.message)
            : 'unknown',
      });
    }
    if (isTraced) process.stdout.write(`${world.trace.join('\n')}\n`);
    for (const [kind, times] of Object.entries(world.chances.struck)) struck[kind] = (struck[kind] ?? 0) + times;
  }
  return { seeds: count, failed, struck };
}

/** A share of the seeds for every core, each in a process of its own. */
async function runInParallel(from: number, count: number, untilFailure: boolean): Promise<Tally> {
  const shares = Math.min(availableParallelism(), count);
  const size = Math.ceil(count / shares);
  const tallies = await Promise.all(
    Array.from({ length: shares }, (_, n) => {
      const first = from + n * size;
      const seeds = Math.max(0, Math.min(size, from + count - first));
      const child = fork(
        import.meta.filename,
        ['--child', '--from', String(first), '--seeds', String(seeds), ...(untilFailure ? ['--until-failure'] : [])],
        {
          execArgv: [],
        },
      );
      return new Promise<Tally>((resolve, reject) => {
        child.once('message', (tally) => resolve(tally as Tally));
        child.once('exit', (code) => reject(new Error(`A process of the simulation ended with ${code}.`)));
      });
    }),
  );
  const struck: Record<string, number> = {};
  for (const [kind, times] of tallies.flatMap((tally) => Object.entries(tally.struck)))
    struck[kind] = (struck[kind] ?? 0) + times;
  return { seeds: count, failed: tallies.flatMap(({ failed }) => failed), struck };
}

function report({ seeds, failed, struck }: Tally, seconds: number): void {
  const faults = Object.entries(struck).sort(([, a], [, b]) => b - a);
  const total = faults.reduce((sum, [, times]) => sum + times, 0);
  process.stdout.write(`${seeds} seeds in ${seconds.toFixed(1)} s, ${total} faults:\n`);
  for (const [kind, times] of faults) process.stdout.write(`  ${String(times).padStart(8)}  ${kind}\n`);
  for (const { seed, reason } of failed.slice(0, 10)) {
    process.stdout.write(
      `seed ${seed} failed: ${reason}\n  again, with everything that happened: npm run simulate -- --seed ${seed} --trace\n`,
    );
  }
  process.stdout.write(`${seeds - failed.length} passed, ${failed.length} failed\n`);
}

async function main(): Promise<void> {
  const program = new Command('npm run simulate --')
    .description(
      'Runs the real workflows in worlds that try to break them; each seed is one world, and repeats exactly.',
    )
    .option('--seeds <number>', 'how many worlds', whole, 1000)
    .option('--from <number>', 'the first seed', whole, 1)
    .option('--seed <number>', 'this one world only', whole)
    .option('--trace', 'print everything that happened', false)
    .option('--until-failure', 'stop at the first that fails', false)
    .option('--child', 'a share of a larger run', false)
    .allowExcessArguments(false)
    .exitOverride();
  try {
    program.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const { seeds, from, seed, trace, child, untilFailure } = program.opts<Given>();
  if (child) {
    const tally = await runSeeds(from, seeds, false, untilFailure);
    process.send?.(tally, () => process.disconnect());
    return;
  }
  const startedAt = performance.now();
  const tally = seed === undefined ? await runInParallel(from, seeds, untilFailure) : await runSeeds(seed, 1, trace);
  report(tally, (performance.now() - startedAt) / 1000);
  if (tally.failed.length > 0) process.exitCode = 1;
}

await main();
