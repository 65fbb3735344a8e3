import type { ServerResponse } from 'node:http';
import { type LoopbackServer, type SeenRequest, startLoopbackServer } from '../http/loopback-server.ts';

export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** commercetools reduced to what faults need: it issues tokens and answers each further request as the test says. */
export interface PlatformDouble {
  url: string;
  /** Requests for tokens, with the credentials that were sent. */
  tokenRequests: { clientId: string; clientSecret: string; body: string }[];
  apiRequests: SeenRequest[];
  /** Seconds that the next tokens are good for. */
  tokenSeconds: number;
  /** Answers of the token endpoint in turn; when used up, it issues `token-1`, `token-2`, … */
  tokenAnswers: Answer[];
  /** Answers of the API in turn; the last one stays. */
  answerWith(...answers: Answer[]): void;
  close(): Promise<void>;
}

export const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const page = (results: unknown[], total?: number): Answer =>
  json(200, { limit: 500, offset: 0, count: results.length, results, ...(total !== undefined && { total }) });

export const refusal = (status: number, code: string, message = 'No.', headers: Record<string, string> = {}): Answer =>
  json(status, { statusCode: status, message, errors: [{ code, message }] }, headers);

export const html = (status: number): Answer => json(status, '<html><body>Bad Gateway</body></html>');

export const reset: Answer = (response) => {
  response.socket?.resetAndDestroy();
};

export const stallBeforeHeaders: Answer = () => undefined;

export const stallInBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"results":[');
};

export const withoutDate: Answer = (response, request) => {
  response.sendDate = false;
  page([])(response, request);
};

export async function startPlatformDouble(): Promise<PlatformDouble> {
  let answers: Answer[] = [page([])];
  let issued = 0;
  const double: Omit<PlatformDouble, 'url' | 'close' | 'answerWith'> = {
    tokenRequests: [],
    apiRequests: [],
    tokenSeconds: 172_800,
    tokenAnswers: [],
  };
  const issueToken: Answer = (response, request) => {
    issued += 1;
    const token = { access_token: `token-${issued}`, token_type: 'Bearer', expires_in: double.tokenSeconds, scope: '' };
    json(200, token)(response, request);
  };
  const server: LoopbackServer = await startLoopbackServer((request, response) => {
    if (request.path !== '/oauth/token') {
      double.apiRequests.push(request);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(response, request);
      return;
    }
    const basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    const [clientId = '', clientSecret = ''] = basic.split(':');
    double.tokenRequests.push({ clientId, clientSecret, body: request.body });
    const answer = double.tokenAnswers.shift() ?? issueToken;
    answer(response, request);
  });
  return Object.assign(double, {
    url: server.url,
    close: server.close,
    answerWith(...next: Answer[]) {
      answers = next;
    },
  });
}
