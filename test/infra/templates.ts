import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildApp } from '../../infra/synthesize.ts';

/** A value in a template: itself, or an intrinsic function such as `{ "Ref": … }`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Value>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** One stack's template, asked in the words of a test. */
export class StackTemplate {
  readonly #resources: Readonly<Record<string, Resource>>;
  readonly #outputs: Readonly<Record<string, { readonly Value: Value }>>;

  constructor(template: { Resources: Record<string, Resource>; Outputs?: Record<string, { Value: Value }> }) {
    this.#resources = template.Resources;
    this.#outputs = template.Outputs ?? {};
  }

  /** Every resource of a type, or of any, by logical id. */
  ofType(type?: string): [logicalId: string, resource: Resource][] {
    return Object.entries(this.#resources).filter(([, { Type }]) => type === undefined || Type === type);
  }

  /** The logical id of the resource that an output names. */
  idOf(outputName: string): string {
    const value = this.#outputs[outputName]?.Value;
    if (typeof value !== 'object' || value === null || !('Ref' in value)) throw new Error(`No output ${outputName}`);
    return String(value.Ref);
  }

  propertiesOf(outputName: string): Resource['Properties'] {
    return this.#resources[this.idOf(outputName)]?.Properties ?? {};
  }

  /** The only resource of a type whose property has a value, such as the consumer of a certain queue. */
  propertiesWhere(type: string, property: string, value: Value): Resource['Properties'] {
    const wanted = JSON.stringify(value);
    const found = this.ofType(type).filter(([, { Properties }]) => JSON.stringify(Properties[property]) === wanted);
    if (found.length !== 1) throw new Error(`${found.length} resources of type ${type} have ${property} ${wanted}`);
    return found[0]?.[1].Properties ?? {};
  }
}

export const arnOf = (logicalId: string): Value => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

export interface Templates {
  readonly state: StackTemplate;
  readonly sync: StackTemplate;
  readonly stackNames: readonly string[];
}

/** The stacks' templates, without bundling and without the checks: those take their time and have tests of their own. */
export function synthesizeTemplates(context: Readonly<Record<string, unknown>> = {}): Templates {
  const outdir = mkdtempSync(join(tmpdir(), 'templates-'));
  try {
    const app = buildApp({ codeOf: () => Code.fromInline('// not bundled'), context, outdir, skipsChecks: true });
    const assembly = app.synth();
    const [state, sync] = ['State', 'Sync'].map((id) => assembly.getStackArtifact(id));
    return {
      state: new StackTemplate(state?.template),
      sync: new StackTemplate(sync?.template),
      stackNames: assembly.stacks.map(({ stackName }) => stackName),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
