import type { OpenApiDocument, Parameter, SecurityScheme } from '../descriptions/openapi.ts';
import { type Operation, responseOf } from '../descriptions/operation.ts';
import type { OperationIndex, OperationMatch } from '../descriptions/operation-index.ts';
import { type Exchange, headerOf } from '../recording/exchange.ts';
import { SchemaValidators } from '../schemas/schema-validators.ts';
import type { Direction } from '../schemas/strict-schema.ts';
import type { Difference, Place } from './difference.ts';
import { judgeBody, judgeUndescribed, type Rules } from './judge-body.ts';
import { judgeParameters, type SentParameters } from './judge-parameters.ts';
import { maskedPath } from './masked.ts';

export interface Judgement {
  /** As `Difference` calls it. */
  readonly operation: string;
  /** The file that describes it; absent when none does. */
  readonly file?: string;
  readonly status: number | undefined;
  readonly differences: readonly Difference[];
}

/** Judges exchanges one by one. Keeps what it has compiled. */
export class ExchangeJudge {
  readonly #index: OperationIndex;
  readonly #standIn: Rules['standIn'];
  readonly #rules = new Map<OpenApiDocument, Record<Direction, Rules>>();

  constructor(index: OperationIndex, standIn: Rules['standIn'] = () => undefined) {
    this.#index = index;
    this.#standIn = standIn;
  }

  judge(exchange: Exchange): Judgement {
    const { api, method, target, answer } = exchange;
    const [path = '/', query = ''] = target.split(/\?(.*)/s);
    const status = answer?.status;
    const match = this.#index.find(api, method, path);
    if (match === undefined) {
      const operation = `${method} ${maskedPath(path)}`;
      const place: Place = { api, operation, side: 'request' };
      const rule = { at: '', rule: 'undescribed-operation', problem: 'is not described', example: operation };
      return { operation, status, differences: [{ ...place, ...rule }] };
    }
    const { operation } = match;
    const rules = this.#rulesOf(operation.description.document);
    return {
      operation: operation.name,
      file: operation.description.file,
      status,
      differences: [
        ...judgeRequest(exchange, match, query, rules.request),
        ...judgeAnswer(exchange, operation, rules.answer),
      ],
    };
  }

  #rulesOf(document: OpenApiDocument): Record<Direction, Rules> {
    const known = this.#rules.get(document);
    if (known) return known;
    const standIn = this.#standIn;
    const made = {
      request: { validators: new SchemaValidators(document, 'request'), standIn },
      answer: { validators: new SchemaValidators(document, 'answer'), standIn },
    };
    this.#rules.set(document, made);
    return made;
  }
}

function judgeAnswer({ api, answer }: Exchange, operation: Operation, rules: Rules): Difference[] {
  if (answer === undefined) return [];
  const place: Place = { api, operation: operation.name, side: 'answer', status: answer.status };
  const described = responseOf(operation, answer.status);
  return described === undefined
    ? judgeUndescribed(place, '', 'undescribed-status', answer, rules)
    : judgeBody(place, described, answer, rules);
}

function judgeRequest(
  { api, request }: Exchange,
  { operation, pathParameters }: OperationMatch,
  query: string,
  rules: Rules,
): Difference[] {
  const place: Place = { api, operation: operation.name, side: 'request' };
  const { document } = operation.description;
  const judge = (at: Parameter['in'], sent: SentParameters) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === at);
    return judgeParameters(place, at, sent, { ...rules, document, parameters, allowsUnknown: at === 'header' });
  };
  const search = new URLSearchParams(query);
  const headers = Object.keys(request.headers).map((name) => [name, [headerOf(request.headers, name) ?? '']] as const);
  return [
    ...judgeSecurity(place, operation.securitySchemes, headerOf(request.headers, 'authorization')),
    ...judge('path', new Map(Object.entries(pathParameters).map(([name, value]) => [name, [value]]))),
    ...judge('query', new Map([...search.keys()].map((name) => [name, search.getAll(name)]))),
    ...judge('header', new Map(headers)),
    ...judgeBody(place, operation.requestBody, request, rules),
  ];
}

/** Whether the caller shows what is asked for; whether it is any good is for the server to say. */
function judgeSecurity(place: Place, schemes: readonly SecurityScheme[], sent: string | undefined): Difference[] {
  if (schemes.length === 0) return [];
  const expected = schemes.map(({ type, scheme }) => (type === 'http' ? (scheme ?? '') : 'bearer').toLowerCase());
  const shown = /^(\S+) \S/.exec(sent ?? '')?.[1];
  if (shown !== undefined && expected.includes(shown.toLowerCase())) return [];
  const problem = `must be ${expected.join(' or ')}`;
  return [{ ...place, at: 'header.authorization', rule: 'security', problem, example: shown ?? 'nothing' }];
}
