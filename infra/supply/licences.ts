/**
 * `npm run licences`: what is bundled into the functions, and under which licences. Ends with 1 when a package has one that
 * nobody has looked at.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Permissive; the MPL asks for changes of a package's own files to be published, and none are changed here. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
]);

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Packages of the lock file that are not for development only, by name. */
export function listShipped(lockFile: string): ShippedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')));
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path, { version = '', license = 'none stated' }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export const findUnaccepted = (packages: readonly ShippedPackage[]): ShippedPackage[] =>
  packages.filter(({ licence }) => !ACCEPTED.has(licence));

if (import.meta.main) {
  const packages = listShipped(join(import.meta.dirname, '../../package-lock.json'));
  for (const { name, version, licence } of packages) process.stdout.write(`${licence.padEnd(14)} ${name} ${version}\n`);
  const unaccepted = findUnaccepted(packages);
  if (unaccepted.length > 0) {
    const names = unaccepted.map(({ name, licence }) => `${name} (${licence})`).join(', ');
    process.stderr.write(
      `Look at these licences and accept them in infra/supply/licences.ts, or do without: ${names}\n`,
    );
    process.exitCode = 1;
  }
}
