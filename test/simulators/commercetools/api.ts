import { randomUUID } from 'node:crypto';
import { jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from '../http/exchange.ts';
import { errorReply, malformedParameter, notFound } from './errors.ts';
import { contentTooLarge, playFault } from './faults.ts';
import { findRecords } from './find-records.ts';
import { pageReply, rowReply } from './page.ts';
import { readQuery } from './query-parameters.ts';
import { isResourceName, RESOURCES, type ResourceName } from './resources/all.ts';
import type { Project } from './store/project.ts';
import { ALWAYS_COLUMNS } from './store/stored-record.ts';
import type { Tokens } from './tokens.ts';

export interface Api {
  projects: ReadonlyMap<string, Project>;
  tokens: Tokens;
  /** A longer answer becomes `ContentTooLarge`. */
  maxAnswerBytes: number;
}

const NO_PARAMETERS: ReadonlySet<string> = new Set();

const queryResource = (project: Project, name: ResourceName, request: SimulatorRequest): SimulatorReply => {
  const resource = RESOURCES[name];
  const query = readQuery(request.query, resource.fields, NO_PARAMETERS);
  if (request.query.has('expand')) throw malformedParameter('expand', 'The simulator does not expand references here.');
  playFault(request.fault, query.limit);
  const columns = new Set<string>([...ALWAYS_COLUMNS, ...resource.columns]);
  const found = findRecords(query, { collection: project.collection(name), columns });
  return pageReply(
    query,
    found,
    found.records.map((record) => record.row),
    request.fault,
  );
};

const readResource = (project: Project, name: ResourceName, id: string): SimulatorReply => {
  const record = project.collection(name).get(id);
  if (!record) throw notFound(`The Resource with ID '${id}' was not found.`);
  return rowReply(record.row);
};

const answer = (api: Api, request: SimulatorRequest): SimulatorReply => {
  const [projectKey = '', name, id, ...more] = request.segments;
  if (request.path === '/oauth/token' && request.method === 'POST') return api.tokens.issue(request);
  const scopes = isResourceName(name) ? RESOURCES[name].scopes : ['view_project_settings'];
  api.tokens.authorize(request, projectKey, scopes);
  const project = api.projects.get(projectKey);
  if (!project) throw notFound(`The project '${projectKey}' was not found.`);
  if (more.length > 0 || (name !== undefined && !isResourceName(name))) {
    throw notFound(`The simulator does not serve ${request.path}.`);
  }
  if (request.method !== 'GET') {
    throw new ReplyError(
      errorReply(405, `The simulator does not serve ${request.method}; use its control endpoints to write.`),
    );
  }
  if (name === undefined) return jsonReply(200, project.settings);
  return id === undefined ? queryResource(project, name, request) : readResource(project, name, id);
};

/** Answers one request of the HTTP API, with the correlation id that the caller sent or one of the platform's own. */
export function answerApi(api: Api, request: SimulatorRequest): SimulatorReply {
  let reply: SimulatorReply;
  try {
    reply = answer(api, request);
    if ((reply.body?.length ?? 0) > api.maxAnswerBytes) throw contentTooLarge();
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    reply = error.reply;
  }
  const sent = request.headers['x-correlation-id'];
  const correlationId = typeof sent === 'string' ? sent : `projects-${randomUUID()}`;
  return { ...reply, headers: { ...reply.headers, 'X-Correlation-ID': correlationId } };
}
