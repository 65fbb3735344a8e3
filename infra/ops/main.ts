/** Program: `npm run ops -- VERB`. What an operator does to a deployment of the sync, here or in AWS. */
import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';

let code: ExitCode = EXIT.ok;
const program = createProgram({
  streams: process,
  exit: (given) => {
    code = given;
  },
});
// Nobody reads any further, as with `| head`: that is no failure.
process.stdout.on('error', () => process.exit(code));
try {
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // What there was to say commander has said; help that was asked for is no mistake.
  code = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
process.exitCode = code;
