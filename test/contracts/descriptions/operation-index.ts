import type { ApiName } from '../recording/exchange.ts';
import type { Description } from './description.ts';
import { type Operation, readOperation } from './operation.ts';

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'] as const;

export interface OperationMatch {
  readonly operation: Operation;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly read: () => Operation;
}

const TEMPLATE = /^\{(.+)\}$/;
const nameOf = (segment: string): string | undefined => TEMPLATE.exec(segment)?.[1];

/** Finds the operation that a request is. Operations are read when they are first met, since most never are. */
export class OperationIndex {
  /** By API and number of segments. */
  readonly #routes = new Map<string, Route[]>();

  constructor(descriptions: readonly Description[]) {
    for (const description of descriptions) {
      for (const [path, item] of Object.entries(description.document.paths)) {
        for (const method of METHODS) if (item[method] !== undefined) this.#add(description, method, path);
      }
    }
  }

  #add(description: Description, method: string, path: string): void {
    const segments = path.split('/').filter(Boolean);
    const key = `${description.api} ${segments.length}`;
    let operation: Operation | undefined;
    const read = () => {
      operation ??= readOperation(description, method, path);
      return operation;
    };
    const routes = this.#routes.get(key) ?? [];
    routes.push({ method: method.toUpperCase(), segments, read });
    this.#routes.set(key, routes);
  }

  /** @param path as it was sent, without a query */
  find(api: ApiName, method: string, path: string): OperationMatch | undefined {
    const sent = path.split('/').filter(Boolean);
    let best: Route | undefined;
    for (const route of this.#routes.get(`${api} ${sent.length}`) ?? []) {
      if (route.method !== method || !fits(route, sent)) continue;
      if (best === undefined || isMoreConcrete(route, best)) best = route;
    }
    if (best === undefined) return undefined;
    const parameters = best.segments.flatMap((segment, index) => {
      const name = nameOf(segment);
      return name === undefined ? [] : [[name, decodeURIComponent(sent[index] ?? '')] as const];
    });
    return { operation: best.read(), pathParameters: Object.fromEntries(parameters) };
  }
}

const fits = ({ segments }: Route, sent: readonly string[]): boolean =>
  segments.every((segment, index) => nameOf(segment) !== undefined || segment === sent[index]);

/** OpenAPI, Paths Object: what is concrete is matched before what is templated; the first difference decides. */
function isMoreConcrete(a: Route, b: Route): boolean {
  for (const [index, segment] of a.segments.entries()) {
    const isTemplate = nameOf(segment) !== undefined;
    if (isTemplate !== (nameOf(b.segments[index] ?? '') !== undefined)) return !isTemplate;
  }
  return false;
}
