import { randomUUID } from 'node:crypto';
import { jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from '../http/exchange.ts';
import { answerQuery, answerRead } from './answer-query.ts';
import { findEndpoint } from './endpoints/all.ts';
import { errorReply, notFound } from './errors.ts';
import { contentTooLarge } from './faults.ts';
import type { Project } from './store/project.ts';
import type { Tokens } from './tokens.ts';

export interface Api {
  projects: ReadonlyMap<string, Project>;
  tokens: Tokens;
  /** A longer answer becomes `ContentTooLarge`. */
  maxAnswerBytes: number;
}

const answer = (api: Api, request: SimulatorRequest): SimulatorReply => {
  const [projectKey = '', name, id, ...more] = request.segments;
  if (request.path === '/oauth/token' && request.method === 'POST') return api.tokens.issue(request);
  const endpoint = name === undefined ? undefined : findEndpoint(name);
  const scopes = endpoint ? endpoint.scopes(request.query) : ['view_project_settings'];
  api.tokens.authorize(request, projectKey, scopes);
  const project = api.projects.get(projectKey);
  if (!project) throw notFound(`The project '${projectKey}' was not found.`);
  if (more.length > 0 || (name !== undefined && !endpoint)) {
    throw notFound(`The simulator does not serve ${request.path}.`);
  }
  if (request.method !== 'GET') {
    const message = `The simulator does not serve ${request.method}; use its control endpoints to write.`;
    throw new ReplyError(errorReply(405, message));
  }
  if (!endpoint) return jsonReply(200, project.settings);
  return id === undefined ? answerQuery(project, endpoint, request) : answerRead(project, endpoint, id, request);
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
