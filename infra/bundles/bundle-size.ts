import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Metafile } from 'esbuild';

export interface BundleSize {
  readonly bytes: number;
  /** Compressed as Lambda stores and fetches it, more or less: a zip archive deflates likewise. */
  readonly gzipBytes: number;
  /** What weighs most in the bundle, heaviest first. */
  readonly heaviest: readonly { readonly name: string; readonly bytes: number }[];
}

const NODE_MODULES = 'node_modules/';

/** `node_modules/@scope/name/…` -> `@scope/name`, the innermost if nested; the project's own files by top-level folder. */
export function packageOf(inputPath: string): string {
  const at = inputPath.lastIndexOf(NODE_MODULES);
  if (at === -1) return /(^|\/)(shared|functions)\//.exec(inputPath)?.[2] ?? 'other';
  const [first = '', second = ''] = inputPath.slice(at + NODE_MODULES.length).split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** @param metafile esbuild's account of the bundle in `file` */
export async function measureSize(file: string, metafile: Metafile, listed = 5): Promise<BundleSize> {
  const bundle = await readFile(file);
  const byPackage = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(path);
      byPackage.set(name, (byPackage.get(name) ?? 0) + bytesInOutput);
    }
  }
  const heaviest = [...byPackage].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
  return {
    bytes: bundle.length,
    gzipBytes: (await promisify(gzip)(bundle)).length,
    heaviest: heaviest.slice(0, listed),
  };
}
