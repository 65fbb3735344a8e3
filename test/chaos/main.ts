/** Program `npm run chaos`: the local stack under blows; exit code 1 when its end differs from an undisturbed one. */
import { Command, CommanderError } from 'commander';
import { wholeNumber } from '../../infra/local/command-line/option-values.ts';
import { synthesizeApp } from '../e2e/world.ts';
import { runChaos } from './run-chaos.ts';

interface Given {
  readonly customers: number;
  readonly orders: number;
  readonly products: number;
  readonly kills: number;
  readonly seed: number;
}

const program = new Command('npm run chaos --')
  .description('Kills functions at random while a shop loads and changes and both APIs fail one request in twenty.')
  .option('--customers <number>', 'in the shop', wholeNumber(0, 1_000_000), 20_000)
  .option('--orders <number>', 'in the shop', wholeNumber(0, 1_000_000), 20_000)
  .option('--products <number>', 'in the shop', wholeNumber(0, 100_000), 300)
  .option('--kills <number>', 'how many', wholeNumber(0, 10_000), 50)
  .option('--seed <number>', 'another order of blows for every number', wholeNumber(0, 4_000_000_000), 1)
  .allowExcessArguments(false)
  .exitOverride();

async function main(): Promise<void> {
  try {
    program.parse();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const assembly = await synthesizeApp();
  try {
    const startedAt = performance.now();
    const { kills, faults, differences } = await runChaos({ ...program.opts<Given>(), assembly, say });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say(`${kills} kills and ${faults} faults in ${seconds} s`);
    for (const difference of differences.slice(0, 20)) say(`  ${difference}`);
    say(differences.length === 0 ? 'equal to the undisturbed result' : `${differences.length} differences`);
    if (differences.length > 0) process.exitCode = 1;
  } finally {
    assembly.remove();
  }
}

await main();
