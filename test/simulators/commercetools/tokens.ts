import { randomBytes } from 'node:crypto';
import type { SimulatorClock } from '../http/clock.ts';
import { jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from '../http/exchange.ts';
import { errorReply, oauthErrorReply } from './errors.ts';
import type { ApiClient } from './store/api-client.ts';
import type { Project } from './store/project.ts';

interface Token {
  client: ApiClient;
  project: Project;
  scopes: readonly string[];
  expiresAtMs: number;
}

export interface Tokens {
  /** `POST /oauth/token` with HTTP Basic and `grant_type=client_credentials`; commercetools: Authorization. */
  issue(request: SimulatorRequest): SimulatorReply;
  /** @throws ReplyError 401 for an unknown or expired token, 403 when none of the scopes was granted. */
  authorize(request: SimulatorRequest, projectKey: string, scopes: readonly string[]): void;
  /** Makes every token of a project, or of all, expire now. @returns how many. */
  expire(projectKey?: string): number;
}

const unauthorized = (): ReplyError => new ReplyError(errorReply(401, 'invalid_token'));

const basicCredentials = (header: unknown): [string, string] | undefined => {
  const encoded = typeof header === 'string' ? /^Basic\s+(.+)$/i.exec(header)?.[1] : undefined;
  const [id, ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return id ? [id, rest.join(':')] : undefined;
};

const grants = (granted: readonly string[], scope: string, projectKey: string): boolean =>
  [scope, scope.replace('view_', 'manage_').replace('_published', ''), 'manage_project'].some((name) =>
    granted.includes(`${name}:${projectKey}`),
  );

export function createTokens(projects: ReadonlyMap<string, Project>, clock: SimulatorClock): Tokens {
  const live = new Map<string, Token>();

  const findClient = (request: SimulatorRequest): { client: ApiClient; project: Project } | undefined => {
    const [id, secret] = basicCredentials(request.headers.authorization) ?? [];
    if (id === undefined) return undefined;
    for (const project of projects.values()) {
      const client = project.clients.get(id);
      if (client?.clientSecret === secret && client) return { client, project };
    }
    return undefined;
  };

  const issue = (request: SimulatorRequest): SimulatorReply => {
    const found = findClient(request);
    if (!found) {
      const message = 'Please provide valid client credentials using HTTP Basic Authentication.';
      return oauthErrorReply(401, 'invalid_client', message);
    }
    const form = new URLSearchParams(request.body.toString('utf8'));
    const grantType = form.get('grant_type') ?? request.query.get('grant_type');
    if (grantType !== 'client_credentials') {
      return oauthErrorReply(400, 'unsupported_grant_type', `Unsupported grant type: '${grantType ?? ''}'.`);
    }
    const { client, project } = found;
    const asked = (form.get('scope') ?? request.query.get('scope') ?? '').split(/\s+/).filter(Boolean);
    const refused = asked.find((scope) => !client.scopes.includes(scope));
    if (refused !== undefined) return oauthErrorReply(400, 'invalid_scope', `Invalid scope: '${refused}'.`);
    const scopes = asked.length > 0 ? asked : client.scopes;
    const token = randomBytes(24).toString('base64url');
    live.set(token, { client, project, scopes, expiresAtMs: clock.now() + client.accessTokenValiditySeconds * 1000 });
    return jsonReply(200, {
      access_token: token,
      token_type: 'Bearer',
      expires_in: client.accessTokenValiditySeconds,
      scope: scopes.join(' '),
    });
  };

  const authorize = (request: SimulatorRequest, projectKey: string, scopes: readonly string[]): void => {
    const bearer = /^Bearer\s+(\S+)$/i.exec(String(request.headers.authorization))?.[1];
    const token = bearer === undefined ? undefined : live.get(bearer);
    if (!token || token.expiresAtMs <= clock.now()) throw unauthorized();
    if (token.project.clients.get(token.client.clientId) !== token.client) throw unauthorized();
    if (scopes.some((scope) => grants(token.scopes, scope, projectKey))) return;
    const missing = scopes.map((scope) => `${scope}:${projectKey}`).join(', ');
    throw new ReplyError(errorReply(403, `Insufficient scope. One of the following scopes is missing: ${missing}.`));
  };

  const expire = (projectKey?: string): number => {
    let count = 0;
    for (const [text, token] of live) {
      if (projectKey !== undefined && token.project.key !== projectKey) continue;
      live.delete(text);
      count++;
    }
    return count;
  };

  return { issue, authorize, expire };
}
