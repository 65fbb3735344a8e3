import type { Description } from './descriptions/description.ts';
import { parseDescription } from './descriptions/load-descriptions.ts';
import type { Exchange } from './recording/exchange.ts';

const SHOP = { name: 'shop', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z]+$' } };

/** A made-up API of shelves and books, small enough to be read; for the tests of what judges the real ones. */
export const TINY_API = {
  openapi: '3.0.3',
  servers: [{ url: 'https://api.{region}.commercetools.com' }],
  security: [{ token: [] }],
  paths: {
    '/{shop}/books': {
      parameters: [SHOP],
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 10 } },
          { name: 'sort', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          {
            name: 'fields',
            in: 'query',
            explode: false,
            schema: { type: 'array', items: { enum: ['title', 'pages'] } },
          },
          { name: '/^var[.][a-z]+$/', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        responses: {
          200: {
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Book' } } },
            },
          },
          404: { content: {} },
          '5XX': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Trouble' } } } },
        },
      },
      post: {
        parameters: [{ name: 'X-Reader', in: 'header', required: true, schema: { enum: ['ann', 'bob'] } }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
        },
        responses: { 201: {} },
      },
    },
    '/{shop}/books/{id}': {
      parameters: [SHOP, { name: 'id', in: 'path', required: true }],
      get: { responses: { 204: {} } },
    },
    '/{shop}/books/newest': { parameters: [SHOP], get: { responses: { 204: {} } } },
  },
  components: {
    securitySchemes: { token: { type: 'oauth2' } },
    schemas: {
      Book: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string' },
          pages: { type: 'integer' },
          language: { enum: ['en', 'de'] },
          author: { $ref: '#/components/schemas/Author' },
        },
      },
      Author: { type: 'object', properties: { name: { type: 'string' } } },
      Trouble: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    },
  },
};

export function tinyDescription(document: object = TINY_API): Description {
  const description = parseDescription('tiny.json', JSON.stringify(document));
  if (description === undefined) throw new Error('The tiny API is not recognised as a description.');
  return description;
}

export interface Call {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Exchange['request']['headers'];
  /** JSON. */
  readonly body?: unknown;
  /** `undefined` stands for a connection that broke. */
  readonly status?: number | undefined;
  /** JSON. */
  readonly answer?: unknown;
  readonly answerType?: string;
}

const toBuffer = (value: unknown): Buffer => Buffer.from(value === undefined ? '' : JSON.stringify(value));

/** An exchange that is as described, but for what is said. */
export function callOf(call: Call = {}): Exchange {
  const { method = 'GET', target = '/shop/books', headers = {}, body, answer } = call;
  const status = 'status' in call ? call.status : 200;
  const isEmpty = status !== 200 && answer === undefined;
  return {
    api: 'commercetools',
    method,
    target,
    request: {
      headers: { authorization: 'Bearer t', 'content-type': 'application/json', ...headers },
      body: toBuffer(body),
    },
    ...(status !== undefined && {
      answer: {
        status,
        headers: { 'content-type': call.answerType ?? 'application/json; charset=utf-8' },
        body: isEmpty ? Buffer.alloc(0) : toBuffer(answer ?? [{ title: 'Emma' }]),
      },
    }),
  };
}
