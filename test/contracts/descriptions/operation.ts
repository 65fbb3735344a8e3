import type { Description } from './description.ts';
import type { Body, OperationObject, Parameter, Security, SecurityScheme } from './openapi.ts';
import { resolve } from './resolve-pointer.ts';

/** One method of one path, as its file describes it. */
export interface Operation {
  /** `GET /{projectKey}/customers`. */
  readonly name: string;
  readonly method: string;
  readonly description: Description;
  /** Those of the path and those of the method, where the latter replace the former. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: Body | undefined;
  /** By status, `2XX` or `default`. */
  readonly responses: Readonly<Record<string, Body>>;
  /** Any of these will do; empty when none is asked for. */
  readonly securitySchemes: readonly SecurityScheme[];
}

export function readOperation(description: Description, method: string, path: string): Operation {
  const { document } = description;
  const item = document.paths[path] ?? {};
  const described = item[method] as OperationObject;
  const ofPath = ((item as OperationObject).parameters ?? []).map((parameter) => resolve(document, parameter));
  const own = (described.parameters ?? []).map((parameter) => resolve(document, parameter));
  const isReplaced = ({ name, in: place }: Parameter) => own.some((one) => one.name === name && one.in === place);
  const responses = Object.entries(described.responses ?? {});
  return {
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    description,
    parameters: [...ofPath.filter((parameter) => !isReplaced(parameter)), ...own],
    requestBody: described.requestBody && resolve(document, described.requestBody),
    responses: Object.fromEntries(responses.map(([status, response]) => [status, resolve(document, response)])),
    securitySchemes: readSchemes(description, described.security ?? document.security ?? []),
  };
}

const readSchemes = ({ document }: Description, security: Security): SecurityScheme[] =>
  security.flatMap((alternative) =>
    Object.keys(alternative).flatMap((name) => document.components?.securitySchemes?.[name] ?? []),
  );

/** The response of a status: its own, its hundred's, or the one for all others. */
export const responseOf = ({ responses }: Operation, status: number): Body | undefined =>
  responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
