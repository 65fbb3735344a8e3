import { StageConfigError } from './stage-config.ts';
import { synthesize } from './synthesize.ts';

try {
  await synthesize();
} catch (error) {
  if (!(error instanceof StageConfigError)) throw error;
  // What to do stands in the message; a stack trace would only bury it.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
