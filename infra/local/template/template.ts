import { z } from 'zod';
import type { StackTemplate } from './cloud-assembly.ts';
import { identify, type Place, physicalName } from './names.ts';
import { type References, resolve, TemplateError } from './resolve.ts';

/** One resource with its references resolved. */
export interface Resource<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly assetDirectory: string | undefined;
  readonly properties: Properties;
}

/** All stacks of the app, to be asked for resources by type. */
export class Template {
  readonly place: Place;
  readonly #stacks: readonly StackTemplate[];
  readonly #queueUrls = new Map<string, string>();

  constructor(stacks: readonly StackTemplate[], place: Place) {
    this.#stacks = stacks;
    this.place = place;
  }

  /** From now on a reference to this queue resolves. */
  setQueueUrl(queueName: string, url: string): void {
    this.#queueUrls.set(queueName, url);
  }

  /**
   * @param schema the properties that matter here; others do not reach the caller
   * @throws TemplateError when a property is missing, has another form, or refers to what is not there
   */
  list<Properties>(type: string, schema: z.ZodType<Properties>): Resource<Properties>[] {
    return this.#stacks.flatMap((stack) => {
      const references = this.#referencesOf(stack);
      return [...stack.resources]
        .filter(([, resource]) => resource.type === type)
        .map(([logicalId, { properties, assetDirectory }]) => {
          const parsed = schema.safeParse(resolve(properties, references));
          if (!parsed.success) {
            const what = `${type} ${logicalId} of ${stack.stackName}`;
            throw new TemplateError(`${what} cannot be run locally:\n${z.prettifyError(parsed.error)}`);
          }
          const name = physicalName(type, stack.stackName, logicalId);
          const { Arn: arn = '' } = identify(type, name, this.place, undefined).attributes;
          return { logicalId, name, arn, assetDirectory, properties: parsed.data };
        });
    });
  }

  /**
   * What CloudFormation would show under "Outputs", of all stacks together. An output that is made from something which
   * only a deployment has is left out.
   */
  readOutputs(): Record<string, string> {
    const outputs: Record<string, string> = {};
    for (const stack of this.#stacks) {
      const references = this.#referencesOf(stack);
      for (const [name, value] of stack.outputs) {
        const resolved = resolveIfKnown(value, references);
        if (typeof resolved === 'string') outputs[name] = resolved;
      }
    }
    return outputs;
  }

  #referencesOf(stack: StackTemplate): References {
    return {
      ...this.place,
      stackName: stack.stackName,
      identityOf: (logicalId) => {
        const resource = stack.resources.get(logicalId);
        if (!resource) return undefined;
        const name = physicalName(resource.type, stack.stackName, logicalId);
        return identify(resource.type, name, this.place, this.#queueUrls.get(name));
      },
      importedValue: (exportName) => {
        const exporter = this.#stacks.find(({ exports }) => exports.has(exportName));
        return exporter && resolve(exporter.exports.get(exportName), this.#referencesOf(exporter));
      },
    };
  }
}

function resolveIfKnown(value: unknown, references: References): unknown {
  try {
    return resolve(value, references);
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}
