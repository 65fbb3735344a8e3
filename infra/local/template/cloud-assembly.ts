import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** A resource as the template writes it, references unresolved. */
export interface TemplateResource {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Directory of the asset that is the code of a function; absent for resources without one. */
  readonly assetDirectory?: string;
}

export interface StackTemplate {
  readonly stackName: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Values that other stacks import, by the name of the export. */
  readonly exports: ReadonlyMap<string, unknown>;
  /** Every output by its name, those for other stacks included; references unresolved. */
  readonly outputs: ReadonlyMap<string, unknown>;
}

const record = z.record(z.string(), z.unknown());

const manifestSchema = z.object({
  artifacts: z.record(z.string(), z.object({ type: z.string(), properties: record.optional() })),
});
const stackSchema = z.object({ templateFile: z.string(), stackName: z.string() });
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: record.default({}), Metadata: record.default({}) }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
});

const readJson = async <T>(file: string, schema: z.ZodType<T>): Promise<T> =>
  schema.parse(JSON.parse(await readFile(file, 'utf8')));

/** Reads the templates of every stack in a cloud assembly (AWS CDK: cloud assembly manifest). */
export async function readCloudAssembly(directory: string): Promise<StackTemplate[]> {
  const { artifacts } = await readJson(join(directory, 'manifest.json'), manifestSchema);
  const stacks = Object.values(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
  return Promise.all(
    stacks.map(async ({ properties }) => {
      const { templateFile, stackName } = stackSchema.parse(properties);
      const template = await readJson(join(directory, templateFile), templateSchema);
      return {
        stackName,
        resources: new Map(
          Object.entries(template.Resources).map(([logicalId, { Type, Properties, Metadata }]) => {
            const asset = Metadata['aws:asset:path'];
            const code = typeof asset === 'string' ? { assetDirectory: join(directory, asset) } : {};
            return [logicalId, { type: Type, properties: Properties, ...code }];
          }),
        ),
        outputs: new Map(Object.entries(template.Outputs).map(([name, { Value }]) => [name, Value])),
        exports: new Map(
          Object.values(template.Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value]] : [])),
        ),
      };
    }),
  );
}
