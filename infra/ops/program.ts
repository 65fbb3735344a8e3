import { Command, CommanderError } from 'commander';
import { findCloudDeployment } from './deployment/cloud.ts';
import type { Deployment } from './deployment/deployment.ts';
import { findLocalDeployment } from './deployment/local.ts';
import { describeFailure } from './describe-failure.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { openOps } from './ops.ts';
import { usageError } from './ops-error.ts';
import { createOut, type Out, type Streams } from './output/out.ts';
import type { Report } from './output/report.ts';
import { createPrompter, type Prompter } from './prompter.ts';
import type { Act, ActAlone } from './verb.ts';
import { VERBS } from './verbs/all.ts';

/** What may stand anywhere on the command line. */
export interface GlobalOptions {
  readonly local?: boolean;
  readonly localStack?: string;
  readonly stage?: string;
  readonly region?: string;
  readonly json?: boolean;
}

const EXPLANATIONS = `
Without --local it works on the deployed stacks of the AWS account that you are signed in to. With --local it works
on the stack that npm start runs on this machine.

Exit codes: 0 done, nothing is wrong. 1 something is wrong, or it was refused. 2 the command line cannot be used.
3 no way to the deployment: not running, not deployed, not signed in, no network.

Colours only on a terminal, and not with NO_COLOR. For programs: npm run -s ops -- tenant list --json`;

export interface ProgramSetting {
  readonly streams: Streams;
  /** Who is asked; by default the person at the terminal, if there is one. */
  readonly ask?: Prompter;
}

/** Carries out one command line. @returns the exit code; what there is to say has been said then */
export async function runOps(argv: readonly string[], setting: ProgramSetting): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = createProgram(setting, (given) => {
    code = given;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is no mistake.
    if (error.exitCode === 0) return EXIT.ok;
    // commander has told people; programs read the other stream.
    if (argv.includes('--json')) {
      const message = error.code === 'commander.help' ? 'No verb was given.' : error.message.replace(/^error: /, '');
      setting.streams.stdout.write(`${JSON.stringify({ error: { message } }, undefined, 2)}\n`);
    }
    return EXIT.usage;
  }
}

/** The whole command line: `npm run ops -- VERB`. @throws CommanderError instead of exiting */
function createProgram({ streams, ask: given }: ProgramSetting, exit: (code: ExitCode) => void): Command {
  const program = new Command('npm run ops --')
    .description('Sets up, checks and repairs the sync: everything an operator does beside editing items in DynamoDB.')
    .option('--local', 'work on the stack that npm start runs on this machine')
    .option('--local-stack <directory>', 'which one, if several run: where it keeps its files')
    .option('--stage <stage>', 'the deployed stage that is meant (default: "prod")')
    .option('--region <region>', 'the AWS region it is deployed in (default: as AWS is configured)')
    .option('--json', 'print one JSON value instead of text for people')
    .addHelpText('after', EXPLANATIONS)
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride();
  const answer = async (work: (out: Out) => Promise<Report | undefined>) => {
    const out = createOut(streams, program.opts<GlobalOptions>().json === true);
    try {
      const report = await work(out);
      if (report) out.show(report);
      exit(report?.exitCode ?? EXIT.ok);
    } catch (error) {
      const failure = describeFailure(error);
      out.fail(failure);
      exit(failure.exitCode);
    }
  };
  const act: Act =
    (work) =>
    (...words) =>
      answer(async (out) => {
        const asks = out.isTerminal && !out.isJson;
        const ask = given ?? (asks ? createPrompter(streams.stdin, streams.stderr) : undefined);
        const ops = openOps(await findDeployment(program.opts<GlobalOptions>()), out, ask);
        try {
          return await work(ops, ...words);
        } finally {
          await ops.close();
        }
      });
  const alone: ActAlone =
    (work) =>
    (...words) =>
      answer(async () => work(...words));
  for (const register of VERBS) register(program, act, alone);
  for (const command of everyCommand(program)) {
    command
      .configureHelp({ showGlobalOptions: true })
      .exitOverride()
      .showHelpAfterError('Add --help to see what there is, with examples.');
  }
  return program;
}

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

async function findDeployment({ local, localStack, stage, region }: GlobalOptions): Promise<Deployment> {
  if (local !== true && localStack === undefined) return findCloudDeployment({ stage: stage ?? 'prod', region });
  if (stage !== undefined) throw usageError('--stage means a deployed stack and --local none; leave one of them out.');
  if (region !== undefined)
    throw usageError('--region means a deployed stack and --local none; leave one of them out.');
  return findLocalDeployment(localStack);
}
