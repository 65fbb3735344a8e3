import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { FunctionName } from '../../shared/names.ts';
import { environmentCredentials } from './environment-credentials.ts';

/** Where the functions live: `<directory>/<name>/handler.ts` exports `handler`. */
export const FUNCTIONS_DIRECTORY = join(import.meta.dirname, '../../functions');

/** The one file of a bundle. `.mjs`, because without a package.json beside it Lambda takes `.js` for CommonJS. */
export const BUNDLE_FILE = 'index.mjs';

export interface BundleRequest {
  readonly functionName: FunctionName;
  readonly functionsDirectory: string;
  /** Created if need be; holds nothing but the bundle afterwards. */
  readonly outputDirectory: string;
}

/**
 * Bundles one function, always in the same way: for the stacks, for the local runner and for the size report.
 *
 * @returns esbuild's account of what went into the bundle
 * @throws Error with esbuild's messages when the function does not compile
 */
export async function buildBundle(request: BundleRequest): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [join(request.functionsDirectory, request.functionName, 'handler.ts')],
    outfile: join(request.outputDirectory, BUNDLE_FILE),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Many packages ship both kinds of module; only ES modules can be shaken free of what is not used.
    mainFields: ['module', 'main'],
    plugins: [environmentCredentials],
    // CommonJS packages, undici among them, ask for Node's own modules by `require`, which ES modules do not have.
    banner: {
      js: "import{createRequire as createBundleRequire}from'node:module';const require=createBundleRequire(import.meta.url);",
    },
    // No source map: it would be four times the size of the code it explains and be fetched with it at each cold start.
    minify: true,
    // In its place, functions and classes keep their names in stack traces.
    keepNames: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}
