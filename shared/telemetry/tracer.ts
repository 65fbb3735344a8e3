/**
 * Traces for X-Ray without its SDK, which would weigh as much as the rest of a function: what is needed are two kinds of
 * subsegments, one for a queue message and one for each request made on its behalf.
 * (X-Ray: Segment documents.)
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import type { Api } from '../metric-names.ts';
import type { CallOutcome } from './measure-call.ts';

/** Searchable in the console: `annotation.correlationId = "…"`. */
export type Annotations = Readonly<Record<string, string | number>>;

export interface TracedCall extends CallOutcome {
  method: string;
  /** Scheme, host and port; paths and queries stay out, since they can name a person. */
  origin: string;
  correlationId?: string;
}

export interface TracerOptions {
  /** Lambda's `_X_AMZN_TRACE_ID` of the invocation that is running. */
  readHeader(): string | undefined;
  send(document: object): void;
}

export interface Tracer {
  /** To be passed on with whatever continues this work elsewhere; absent when the invocation is not traced. */
  readHeader(): string | undefined;
  /** Does a piece of work; the requests made in it belong to it. */
  around<T>(name: string, annotations: Annotations, work: () => Promise<T>): Promise<T>;
  recordCall(api: Api, call: TracedCall, annotations: Annotations): void;
}

interface Work {
  id: string;
  annotations: Annotations;
}

/** The place of this invocation in its trace, when it is one of those that X-Ray keeps. */
function readPlace(header: string | undefined): { traceId: string; parentId: string } | undefined {
  const fields = new Map((header ?? '').split(';').map((field) => field.split('=') as [string, string]));
  const traceId = fields.get('Root');
  const parentId = fields.get('Parent');
  return traceId && parentId && fields.get('Sampled') === '1' ? { traceId, parentId } : undefined;
}

const newId = (): string => randomBytes(8).toString('hex');

/** What the console colours: our fault, the other side's refusal, or being one too many. */
const verdictOf = ({ status }: CallOutcome) => ({
  ...(status === undefined || status >= 500 ? { fault: true } : {}),
  ...(status !== undefined && status >= 400 && status < 500 ? { error: true } : {}),
  ...(status === 429 ? { throttle: true } : {}),
});

export function createTracer({ readHeader, send }: TracerOptions): Tracer {
  const current = new AsyncLocalStorage<Work>();
  const emit = (document: object, parentId: string | undefined): void => {
    const place = readPlace(readHeader());
    if (!place) return;
    send({ type: 'subsegment', trace_id: place.traceId, parent_id: parentId ?? place.parentId, ...document });
  };
  return {
    readHeader,
    async around(name, annotations, work) {
      const id = newId();
      const start_time = Date.now() / 1000;
      let fault = true;
      try {
        const result = await current.run({ id, annotations }, work);
        fault = false;
        return result;
      } finally {
        emit({ id, name, start_time, end_time: Date.now() / 1000, annotations, ...(fault && { fault }) }, undefined);
      }
    },
    recordCall(api, call, annotations) {
      const work = current.getStore();
      const { method, origin, status, correlationId } = call;
      emit(
        {
          id: newId(),
          name: api,
          namespace: 'remote',
          start_time: call.startedAtMs / 1000,
          end_time: call.endedAtMs / 1000,
          http: { request: { method, url: origin }, ...(status !== undefined && { response: { status } }) },
          annotations: { ...work?.annotations, ...annotations, ...(correlationId !== undefined && { correlationId }) },
          ...verdictOf(call),
        },
        work?.id,
      );
    },
  };
}
