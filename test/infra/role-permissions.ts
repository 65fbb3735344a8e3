import type { FunctionName } from '../../shared/names.ts';
import type { StackTemplate, Value } from './templates.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
}

const asList = <T>(given: T | readonly T[]): readonly T[] => (Array.isArray(given) ? given : [given as T]);

/** What a person would call a resource: `PageQueue` for its ARN, `ConfigTable` for the one of the other stack. */
function nameOf(resource: Value): string {
  const text = JSON.stringify(resource);
  const [, imported, stream] = /ImportValue.*GetAtt(\w+Table)[0-9A-F]{8}(Stream)?Arn/.exec(text) ?? [];
  const [, own] = /GetAtt":\["(\w+)[0-9A-F]{8}","Arn"/.exec(text) ?? [];
  const [, secret] = /:(secret:[^"]+)"/.exec(text) ?? [];
  if (imported !== undefined) return stream === undefined ? imported : `${imported} stream`;
  return own ?? secret ?? String(resource);
}

/** All that a function's role may do: the name of each resource, with the actions allowed on it in alphabetical order. */
export function permissionsOf(sync: StackTemplate, functionName: FunctionName): Record<string, string[]> {
  const output = functionName.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  const { Role } = sync.propertiesOf(`${output}FunctionName`);
  const [roleId] = (Role as { readonly 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'];
  const { PolicyDocument } = sync.propertiesWhere('AWS::IAM::Policy', 'Roles', [{ Ref: roleId ?? '' }]);
  const permissions: Record<string, string[]> = {};
  for (const { Effect, Action, Resource } of (PolicyDocument as unknown as { Statement: Statement[] }).Statement) {
    if (Effect !== 'Allow') throw new Error(`The role of ${functionName} has a statement with effect ${Effect}`);
    for (const resource of asList<Value>(Resource as Value).map(nameOf)) {
      permissions[resource] = [...(permissions[resource] ?? []), ...asList<string>(Action)].sort();
    }
  }
  return permissions;
}
