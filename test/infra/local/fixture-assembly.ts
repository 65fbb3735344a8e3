import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Resources = Readonly<Record<string, { Type: string; Properties?: object; Metadata?: object }>>;

export interface FixtureStack {
  readonly resources: Resources;
  /** Values by the name under which other stacks import them. */
  readonly exports?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a cloud assembly such as the CDK would, with a bundle for each function.
 * @param bundles source text of `index.mjs` by the directory name that a function's metadata gives
 * @returns its directory; the caller removes it
 */
export function writeAssembly(
  stacks: Readonly<Record<string, FixtureStack>>,
  bundles: Readonly<Record<string, string>> = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const write = (name: string, value: unknown) => writeFileSync(join(directory, name), JSON.stringify(value));
  const artifacts: Record<string, unknown> = { Tree: { type: 'cdk:tree' } };
  for (const [stackName, { resources, exports = {} }] of Object.entries(stacks)) {
    const templateFile = `${stackName}.template.json`;
    artifacts[stackName] = { type: 'aws:cloudformation:stack', properties: { templateFile, stackName } };
    const Outputs = Object.fromEntries(
      Object.entries(exports).map(([Name, Value], n) => [`Output${n}`, { Value, Export: { Name } }]),
    );
    write(templateFile, { Resources: resources, Outputs });
  }
  write('manifest.json', { artifacts });
  for (const [name, source] of Object.entries(bundles)) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'index.mjs'), source);
  }
  return directory;
}

export const functionResource = (bundle: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x', ...properties },
  Metadata: { 'aws:asset:path': bundle, 'aws:asset:property': 'Code' },
});

export const tableResource = (properties: object = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [
      { AttributeName: 'tenantId', AttributeType: 'S' },
      { AttributeName: 'item', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'tenantId', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    ...properties,
  },
});
