/**
 * Program `npm run faults`: plants each fault in a copy of the sources and sees whether the simulation or the tests notice.
 * Exit code 1 when one survives, or when a fault no longer fits the sources.
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PLANTED_FAULTS, type PlantedFault } from './planted-faults.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** Inside the project, so that its packages are found; not under version control. */
const COPY = join(PROJECT, '.local', `faults-${process.pid}`);
const COPIED = ['shared', 'functions', 'test', 'package.json', 'tsconfig.json'];

const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(PROJECT, 'node_modules/jest/bin/jest.js'),
];

/** Some faults keep a test or a world from ever ending, which is a way of being noticed; what is sound ends long before. */
const LIMIT_MS = 180_000;

interface Noticed {
  readonly isNoticed: boolean;
  readonly how: string;
}

async function plant({ file, find, replace }: PlantedFault): Promise<string> {
  const path = join(COPY, file);
  const text = await readFile(path, 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly one "${find}".`);
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
  return text;
}

function run(args: readonly string[]): Promise<{ code: number; output: string; isEndless: boolean }> {
  const child = spawn(process.execPath, args, { cwd: COPY, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let isEndless = false;
  const limit = setTimeout(() => {
    isEndless = true;
    child.kill('SIGKILL');
  }, LIMIT_MS);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code: code ?? 1, output, isEndless });
    }),
  );
}

async function look({ foundBy }: PlantedFault): Promise<Noticed> {
  if (typeof foundBy === 'string') {
    const { code, output, isEndless } = await run([
      ...JEST,
      '--config',
      'test/jest.config.js',
      '--bail',
      `test/${foundBy}`,
    ]);
    if (isEndless) return { isNoticed: true, how: 'a test never ends' };
    const [, name] = /● (.*)/.exec(output) ?? [];
    return { isNoticed: code !== 0 && name !== undefined, how: `test: ${name ?? 'none failed'}` };
  }
  const { code, output, isEndless } = await run([
    'test/simulation/main.ts',
    '--seeds',
    String(foundBy),
    '--until-failure',
  ]);
  if (isEndless) return { isNoticed: true, how: 'a world never ends' };
  const [, seed] = /seed (\d+) failed/.exec(output) ?? [];
  return {
    isNoticed: code !== 0 && seed !== undefined,
    how: seed ? `simulation, seed ${seed}` : `${foundBy} seeds pass`,
  };
}

await mkdir(COPY, { recursive: true });
const survivors: string[] = [];
try {
  for (const name of COPIED) await cp(join(PROJECT, name), join(COPY, name), { recursive: true });
  for (const fault of PLANTED_FAULTS) {
    const original = await plant(fault);
    const { isNoticed, how } = await look(fault);
    await writeFile(join(COPY, fault.file), original);
    if (!isNoticed) survivors.push(fault.name);
    process.stdout.write(`${isNoticed ? 'found    ' : 'SURVIVED '} ${fault.name}  (${how})\n`);
  }
} finally {
  await rm(COPY, { recursive: true, force: true });
}
process.stdout.write(`${PLANTED_FAULTS.length - survivors.length} passed, ${survivors.length} failed\n`);
if (survivors.length > 0) process.exitCode = 1;
