/**
 * Control endpoints of the commercetools simulator, besides the common ones (see `../http/control.ts`). All take and
 * give JSON.
 *
 * - `GET /_simulator/projects` keys; `POST /_simulator/projects` `{ key, settings?, clients? }` gives
 *   `{ key, settings, clients }`, with one reading client when none is named
 * - `GET | PATCH /_simulator/projects/{key}` settings; PATCH takes a merge patch
 * - `POST …/{key}/clients` `{ clientId?, clientSecret?, scopes?, accessTokenValiditySeconds? }`,
 *   `DELETE …/{key}/clients/{clientId}`
 * - `DELETE …/{key}/tokens` makes the project's tokens expire now
 * - `PUT …/{key}/late-visibility` `{ ms }` for the writes that follow
 * - `PUT …/{key}/records/{resource}` an array: stored as it is, ids, versions and timestamps included
 * - `POST …/{key}/records/{resource}` an object: created, stamped
 * - `GET …/{key}/records/{resource}`, `GET | PATCH | DELETE …/{key}/records/{resource}/{id}`; PATCH takes a merge patch
 * - `POST …/{key}/shop` {@link ShopOptions}, `POST …/{key}/shop/changes` {@link ShopChanges}
 */
import { z } from 'zod';
import { ControlError, readControlBody } from '../http/control.ts';
import {
  emptyReply,
  type JsonObject,
  jsonReply,
  type SimulatorReply,
  type SimulatorRequest,
} from '../http/exchange.ts';
import { changeShop, ShopChangesSchema } from '../shop/change-shop.ts';
import { ShopOptionsSchema, seedShop } from '../shop/seed-shop.ts';
import { isResourceName, type ResourceName } from './resources/all.ts';
import type { Project, ProjectDraft } from './store/project.ts';
import { RecordError } from './store/stored-record.ts';

const ObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const ClientSchema = z.strictObject({
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
  scopes: z.array(z.string()).optional(),
  accessTokenValiditySeconds: z.number().positive().optional(),
});
const ProjectSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9_-]{2,36}$/, 'A project key has 2 to 36 of a-z, 0-9, _ and -.'),
  settings: ObjectSchema.optional(),
  clients: z.array(ClientSchema).optional(),
});
const LateVisibilitySchema = z.strictObject({ ms: z.number().min(0) });

/** What can be done to a simulator, in process as well as over HTTP. */
export interface ProjectsControl {
  readonly projects: ReadonlyMap<string, Project>;
  createProject(draft: ProjectDraft): Project;
  /** @throws Error for an unknown key. */
  project(key: string): Project;
  /** Makes all tokens of a project, or of every project, expire now. @returns how many. */
  expireTokens(projectKey?: string): number;
}

const describe = (project: Project) => ({
  key: project.key,
  settings: project.settings,
  clients: [...project.clients.values()],
});

const addProject = (simulator: ProjectsControl, request: SimulatorRequest): SimulatorReply => {
  const { clients, ...draft } = readControlBody(request, ProjectSchema);
  if (simulator.projects.has(draft.key)) throw new ControlError(`There is already a project "${draft.key}".`);
  const project = simulator.createProject(draft);
  for (const client of clients ?? [{}]) project.addClient(client);
  return jsonReply(201, describe(project));
};

const answerRecords = (
  project: Project,
  resource: ResourceName,
  request: SimulatorRequest,
): SimulatorReply | undefined => {
  const id = request.segments[5];
  if (id === undefined) {
    if (request.method === 'GET') return jsonReply(200, project.all(resource));
    if (request.method === 'POST')
      return jsonReply(201, project.create(resource, readControlBody(request, ObjectSchema)));
    if (request.method !== 'PUT') return undefined;
    const records = readControlBody(request, z.array(ObjectSchema));
    project.seed(resource, records);
    return jsonReply(200, { seeded: records.length });
  }
  if (request.method === 'GET') return jsonReply(200, project.one(resource, id) ?? null);
  if (request.method === 'PATCH')
    return jsonReply(200, project.change(resource, id, readControlBody(request, ObjectSchema)));
  if (request.method !== 'DELETE') return undefined;
  project.remove(resource, id);
  return emptyReply(204);
};

const answerProject = (
  simulator: ProjectsControl,
  project: Project,
  request: SimulatorRequest,
): SimulatorReply | undefined => {
  const [, , , topic, name] = request.segments;
  switch (`${request.method} ${topic ?? ''}`) {
    case 'GET ':
      return jsonReply(200, describe(project));
    case 'PATCH ':
      project.changeSettings(readControlBody(request, ObjectSchema));
      return jsonReply(200, describe(project));
    case 'POST clients':
      return jsonReply(201, project.addClient(readControlBody(request, ClientSchema)));
    case 'DELETE clients':
      return emptyReply(project.removeClient(name ?? '') ? 204 : 404);
    case 'DELETE tokens':
      return jsonReply(200, { expired: simulator.expireTokens(project.key) });
    case 'PUT late-visibility':
      project.lateVisibilityMs = readControlBody(request, LateVisibilitySchema).ms;
      return emptyReply(204);
    case 'POST shop':
      return name === 'changes'
        ? jsonReply(200, changeShop(project, readControlBody(request, ShopChangesSchema)))
        : jsonReply(200, seedShop(project, readControlBody(request, ShopOptionsSchema)));
    default:
      return topic === 'records' && isResourceName(name) ? answerRecords(project, name, request) : undefined;
  }
};

/** @returns undefined when the path is none of the above. */
export function answerCommercetoolsControl(
  simulator: ProjectsControl,
  request: SimulatorRequest,
): SimulatorReply | undefined {
  const [, topic, key] = request.segments;
  if (topic !== 'projects') return undefined;
  if (key === undefined) {
    if (request.method === 'POST') return addProject(simulator, request);
    return request.method === 'GET' ? jsonReply(200, [...simulator.projects.keys()]) : undefined;
  }
  const project = simulator.projects.get(key);
  if (!project) throw new ControlError(`There is no project "${key}"; create it with POST /_simulator/projects.`);
  try {
    return answerProject(simulator, project, request);
  } catch (error) {
    if (error instanceof RecordError) throw new ControlError(error.message, { cause: error });
    throw error;
  }
}
