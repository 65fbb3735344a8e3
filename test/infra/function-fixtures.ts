import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/names.ts';

const ANSWERS_ITS_NAME = (functionName: FunctionName) =>
  `export const handler = async (): Promise<string> => '${functionName}';\n`;

/** A directory of functions whose handlers answer their own name, save those whose source is given. */
export async function writeFunctions(sources: Partial<Record<FunctionName, string>> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'functions-'));
  for (const functionName of FUNCTION_NAMES) {
    await mkdir(join(directory, functionName));
    const source = sources[functionName] ?? ANSWERS_ITS_NAME(functionName);
    await writeFile(join(directory, functionName, 'handler.ts'), source);
  }
  return directory;
}
