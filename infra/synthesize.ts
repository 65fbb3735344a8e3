import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { FUNCTION_NAMES, type FunctionName, SERVICE_NAME } from '../shared/names.ts';
import { buildBundle, FUNCTIONS_DIRECTORY } from './bundles/build-bundle.ts';
import { stateStackName, syncStackName } from './stack-names.ts';
import { parseStageConfig } from './stage-config.ts';
import { StateStack } from './state-stack.ts';
import { SyncStack } from './sync-stack.ts';

interface AssemblyOptions {
  /** Deployment settings (stage-config.ts) and context of the CDK's own, as `-c` would give them. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Where the cloud assembly goes; by default where the CDK's command line says, or else a new temporary directory. */
  readonly outdir?: string;
  /** Leaves out cdk-nag and the CloudFormation rules: several seconds that only a deployment needs to spend. */
  readonly skipsChecks?: boolean;
}

export interface AppOptions extends AssemblyOptions {
  readonly codeOf: (functionName: FunctionName) => Code;
}

export interface SynthesisOptions extends AssemblyOptions {
  readonly functionsDirectory?: string;
}

/** The command line reads cdk.json by itself; without it, the templates have to come out the same. */
function contextOfCdkJson(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')).context;
}

/**
 * The whole app, to be synthesized.
 *
 * @throws StageConfigError
 */
export function buildApp({ codeOf, context, outdir, skipsChecks = false }: AppOptions): App {
  const app = new App({
    // Each function says where in the assembly its bundle lies: the local runner looks there.
    context: { ...contextOfCdkJson(), [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: true, ...context },
    analyticsReporting: false,
    autoSynth: false,
    builtinCloudFormationValidation: !skipsChecks,
    ...(outdir !== undefined && { outdir }),
  });
  const config = parseStageConfig(app.node.getAllContext());
  const env = config.region === undefined ? {} : { env: { region: config.region } };
  const { configTable, stateTable, key } = new StateStack(app, 'State', {
    ...env,
    stackName: stateStackName(config),
    config,
  });
  new SyncStack(app, 'Sync', {
    ...env,
    stackName: syncStackName(config),
    config,
    configTable,
    stateTable,
    key,
    codeOf,
  });
  // Dashboards take tags since lately; tools and regions that do not know it yet refuse the whole template.
  const options = { excludeResourceTypes: ['AWS::CloudWatch::Dashboard'] };
  Tags.of(app).add('service', SERVICE_NAME, options);
  Tags.of(app).add('stage', config.stage, options);
  if (!skipsChecks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/**
 * Bundles the functions and writes the cloud assembly: the templates, and each function's bundle as an asset.
 *
 * @throws StageConfigError; Error when a function does not compile or a template breaks a rule
 */
export async function synthesize(options: SynthesisOptions = {}): Promise<CloudAssembly> {
  const { functionsDirectory = FUNCTIONS_DIRECTORY, ...assembly } = options;
  const bundles = await mkdtemp(join(tmpdir(), 'bundles-'));
  const bundleOf = (functionName: FunctionName) => join(bundles, functionName);
  try {
    // All of them end before anything else happens: the directory cannot go while one is still being written.
    const built = await Promise.allSettled(
      FUNCTION_NAMES.map((functionName) =>
        buildBundle({ functionName, functionsDirectory, outputDirectory: bundleOf(functionName) }),
      ),
    );
    const failed = built.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    // An asset is known by its content: a bundle that came out the same is not deployed again.
    return buildApp({ ...assembly, codeOf: (functionName) => Code.fromAsset(bundleOf(functionName)) }).synth();
  } finally {
    await rm(bundles, { recursive: true });
  }
}
