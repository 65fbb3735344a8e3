/**
 * A commercetools project host on loopback: token endpoint, project settings and query endpoints of the HTTP API with
 * its limits, clock and faults. Stands in for the platform's API host and its auth host at once.
 */

import { createClock } from '../http/clock.ts';
import type { SimulatorReply, SimulatorRequest } from '../http/exchange.ts';
import { type HttpSimulator, startHttpSimulator } from '../http/server.ts';
import { type Api, answerApi } from './api.ts';
import { answerCommercetoolsControl, type ProjectsControl } from './control.ts';
import { findEndpoint } from './endpoints/all.ts';
import { errorReply } from './errors.ts';
import { createProject, type Project } from './store/project.ts';
import { createTokens } from './tokens.ts';

export interface CommercetoolsSimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number | undefined;
  latencyMs?: number | undefined;
  latencySpreadMs?: number | undefined;
  /** Offset of the simulator's clock from the process clock, milliseconds. */
  clockOffsetMs?: number | undefined;
  /** Seeds fault probability and latency spread. */
  seed?: number | undefined;
  /** Compress answers for callers that accept it. */
  gzip?: boolean | undefined;
  /** Answers above it become `ContentTooLarge`; default 100 MB. */
  maxAnswerBytes?: number | undefined;
  /** Keeps projects and records beyond the end of the process. */
  journalFile?: string | undefined;
  onExchange?: ((request: SimulatorRequest, reply: SimulatorReply) => void) | undefined;
}

export type CommercetoolsSimulator = HttpSimulator & ProjectsControl;

const label = (request: SimulatorRequest): { endpoint: string; group: string } => {
  const [key = '', name, ...rest] = request.segments;
  if (key === 'oauth') return { endpoint: `${request.method} /oauth/token`, group: 'oauth' };
  const tail = name === undefined ? '' : `/${findEndpoint(name) ? name : '{unknown}'}${rest.length > 0 ? '/{id}' : ''}`;
  return { endpoint: `${request.method} /{projectKey}${tail}`, group: key };
};

export async function startCommercetoolsSimulator(
  options: CommercetoolsSimulatorOptions = {},
): Promise<CommercetoolsSimulator> {
  const clock = createClock(options.clockOffsetMs);
  const projects = new Map<string, Project>();
  const tokens = createTokens(projects, clock);
  const api: Api = { projects, tokens, maxAnswerBytes: options.maxAnswerBytes ?? 100_000_000 };
  const handle: ProjectsControl = {
    projects,
    createProject: (draft) => {
      const project = createProject(draft, clock);
      projects.set(draft.key, project);
      return project;
    },
    project: (key) => {
      const project = projects.get(key);
      if (!project) throw new Error(`There is no project "${key}" in the simulator; create it first.`);
      return project;
    },
    expireTokens: tokens.expire,
  };
  const http = await startHttpSimulator({
    handle: (request) => answerApi(api, request),
    control: (request) => answerCommercetoolsControl(handle, request),
    label,
    errorReply: (status, message) => errorReply(status, message),
    clock,
    port: options.port,
    latencyMs: options.latencyMs,
    latencySpreadMs: options.latencySpreadMs,
    seed: options.seed,
    gzip: options.gzip,
    journalFile: options.journalFile,
    onExchange: options.onExchange,
  });
  return { ...http, ...handle };
}
