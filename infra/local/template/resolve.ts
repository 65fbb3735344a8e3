import type { Identity, Place } from './names.ts';

export interface References extends Place {
  readonly stackName: string;
  /** @returns `undefined` when the stack has no such resource. */
  identityOf(logicalId: string): Identity | undefined;
  /** @returns `undefined` when no stack exports this name. */
  importedValue(exportName: string): unknown;
}

/** A template says something that this runner does not understand; running on would mean guessing. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

type Intrinsics = Readonly<Record<string, (argument: unknown, references: References) => unknown>>;

const INTRINSICS: Intrinsics = {
  Ref: (id, references) => resolveRef(String(id), references),
  'Fn::GetAtt': (path, references) => {
    const [id = '', attribute = ''] = Array.isArray(path) ? path.map(String) : String(path).split('.', 2);
    return attributeOf(id, attribute, references);
  },
  'Fn::Join': (argument, references) => {
    const [separator, parts] = resolve(argument, references) as [string, string[]];
    return parts.join(separator);
  },
  'Fn::Sub': (argument, references) => {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    const known = resolve(values, references) as Record<string, string>;
    return String(text).replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => known[name] ?? substitute(name, references));
  },
  'Fn::Select': (argument, references) => {
    const [index, list] = resolve(argument, references) as [number | string, unknown[]];
    return list[Number(index)];
  },
  'Fn::Split': (argument, references) => {
    const [separator, text] = resolve(argument, references) as [string, string];
    return text.split(separator);
  },
  'Fn::ImportValue': (name, references) => references.importedValue(String(resolve(name, references))),
};

/**
 * Replaces every intrinsic function in a value by what it stands for (CloudFormation: Intrinsic function reference).
 *
 * @throws TemplateError naming the function or reference that cannot be resolved
 */
export function resolve(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((part) => resolve(part, references));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name = '', argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = INTRINSICS[name];
    if (!intrinsic) {
      throw new TemplateError(`The template of ${references.stackName} uses ${name}, which the local runner lacks.`);
    }
    const resolved = intrinsic(argument, references);
    if (resolved === undefined) {
      throw new TemplateError(`The template of ${references.stackName} refers to ${name} ${JSON.stringify(argument)}.`);
    }
    return resolved;
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, resolve(part, references)]));
}

function resolveRef(id: string, references: References): string | undefined {
  switch (id) {
    case 'AWS::Region':
      return references.region;
    case 'AWS::AccountId':
      return references.accountId;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return references.stackName;
    default:
      return references.identityOf(id)?.ref;
  }
}

const attributeOf = (id: string, attribute: string, references: References): string | undefined =>
  references.identityOf(id)?.attributes[attribute];

function substitute(name: string, references: References): string {
  const [id = '', attribute] = name.split('.', 2);
  const value = attribute === undefined ? resolveRef(id, references) : attributeOf(id, attribute, references);
  if (value === undefined) throw new TemplateError(`The template of ${references.stackName} refers to \${${name}}.`);
  return value;
}
