import type { Json, JsonObject } from '../http/exchange.ts';
import { malformedParameter } from './errors.ts';
import { resourceOfType } from './resources/all.ts';
import type { Project } from './store/project.ts';

interface Step {
  name: string;
  /** Goes through every element of an array, written `name[*]`. */
  isEach: boolean;
}

/** An expansion path, `discountCodes[*].discountCode`. @throws ReplyError 400 when it is not one. */
export function readExpansion(text: string): Step[] {
  return text.split('.').map((part) => {
    const [, name, each] = /^([a-zA-Z]\w*)(\[\*\])?$/.exec(part) ?? [];
    if (name === undefined) throw malformedParameter('expand', `'${text}' is not a path to a reference.`);
    return { name, isEach: each !== undefined };
  });
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The reference with what it points to in `obj`; as it is when that does not exist. */
const resolve = (reference: JsonObject, project: Project): JsonObject => {
  const resource = resourceOfType(reference.typeId);
  if (resource === undefined || typeof reference.id !== 'string' || reference.obj !== undefined) return reference;
  const collection = project.collection(resource);
  const record = collection.get(reference.id);
  return record ? { ...reference, obj: collection.read(record) } : reference;
};

const expandStep = (value: Json | undefined, steps: readonly Step[], project: Project): Json | undefined => {
  if (!isObject(value)) return value;
  const [step, ...rest] = steps;
  if (!step) return resolve(value, project);
  const inner = value.obj === undefined ? value : (value.obj as JsonObject);
  const target = inner[step.name];
  const expanded =
    step.isEach && Array.isArray(target)
      ? target.map((element) => expandStep(element, rest, project) ?? element)
      : expandStep(target, rest, project);
  if (expanded === undefined) return value;
  return value.obj === undefined
    ? { ...value, [step.name]: expanded }
    : { ...value, obj: { ...inner, [step.name]: expanded } };
};

/** Follows each path and puts the referenced resources in; commercetools: Reference expansion. */
export function expandReferences(resource: JsonObject, paths: readonly Step[][], project: Project): JsonObject {
  return paths.reduce<JsonObject>(
    (expanded, path) => (expandStep(expanded, path, project) ?? expanded) as JsonObject,
    resource,
  );
}
