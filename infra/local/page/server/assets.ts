import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

const CLIENT = join(import.meta.dirname, '../client');

/** Everything the page is made of, ready to be served: nothing of it comes from another machine. */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const [html, icon, style, chartStyle, script] = await Promise.all([
    readFile(join(CLIENT, 'page.html')),
    readFile(join(CLIENT, 'icon.svg')),
    readFile(join(CLIENT, 'page.css'), 'utf8'),
    readFile(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8'),
    bundleScript(),
  ]);
  return new Map<string, Asset>([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/icon.svg', { type: 'image/svg+xml', body: icon }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: `${chartStyle}\n${style}` }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: script }],
  ]);
}

async function bundleScript(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(CLIENT, 'main.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('The script of the page could not be bundled.');
  return file.contents;
}
