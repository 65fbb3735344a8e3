import type { JsonObject } from '../http/exchange.ts';
import type { ApiClient } from './store/api-client.ts';

export interface Page {
  limit: number;
  offset: number;
  count: number;
  total?: number;
  results: (JsonObject & { id: string; version: number })[];
}

export type Parameters = Record<string, string | number | boolean | readonly string[]>;

const toQuery = (parameters: Parameters): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.toString();
};

export const requestToken = (
  url: string,
  client: ApiClient,
  form = 'grant_type=client_credentials',
): Promise<Response> =>
  fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: form,
    headers: {
      authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
  });

/** A bare caller for the simulator's own tests: one token, no retries. */
export async function openTestClient(url: string, client: ApiClient) {
  const { access_token: token } = (await (await requestToken(url, client)).json()) as { access_token: string };
  const get = (path: string, parameters: Parameters = {}, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}?${toQuery(parameters)}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return {
    get,
    /** @throws Error unless the answer is 200. */
    page: async (path: string, parameters: Parameters = {}): Promise<Page> => {
      const response = await get(path, parameters);
      const body = await response.json();
      if (response.status !== 200) throw new Error(JSON.stringify(body));
      return body as Page;
    },
    /** Status and error message of an answer that is expected to fail. */
    failure: async (
      path: string,
      parameters: Parameters = {},
    ): Promise<{ status: number; code: string; message: string }> => {
      const response = await get(path, parameters);
      const body = (await response.json()) as { message: string; errors: { code: string }[] };
      return { status: response.status, code: body.errors?.[0]?.code ?? '', message: body.message };
    },
  };
}
