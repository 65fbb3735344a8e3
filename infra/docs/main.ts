/** Program `npm run docs`: writes what the README takes from the code. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fillFieldTables } from './field-tables.ts';

const README = join(import.meta.dirname, '../../README.md');

await writeFile(README, fillFieldTables(await readFile(README, 'utf8')));
