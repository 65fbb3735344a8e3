/** Program: `npm run ops -- VERB`. What an operator does to a deployment of the sync, here or in AWS. */
import { runOps } from './program.ts';

// Nobody reads any further, as with `| head`: that is no failure.
process.stdout.on('error', () => process.exit(process.exitCode));
process.exitCode = await runOps(process.argv.slice(2), { streams: process });
