import { z } from 'zod';
import type { CallLog } from './call-log.ts';
import type { SimulatorClock } from './clock.ts';
import { emptyReply, jsonReply, type SimulatorReply, type SimulatorRequest } from './exchange.ts';
import { FaultRuleSchema, type Faults } from './faults.ts';

/** Delay before each request is handled: `ms`, plus up to `spreadMs` more, evenly distributed. */
export interface Latency {
  ms: number;
  spreadMs: number;
}

export interface ControlledParts {
  clock: SimulatorClock;
  faults: Faults;
  calls: CallLog;
  latency: Latency;
}

const LatencySchema = z.strictObject({ ms: z.number().min(0), spreadMs: z.number().min(0).default(0) });
const AdvanceSchema = z.strictObject({ ms: z.number().min(0) });

/** @throws ControlError when the body is not JSON or not of the given shape. */
export function readControlBody<T>(request: SimulatorRequest, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(request.body.length === 0 ? '{}' : request.body.toString('utf8'));
  } catch (cause) {
    throw new ControlError('The body is not JSON.', { cause });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ControlError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** A control request that cannot be carried out; answered with 400 and this message. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

const listCalls = (parts: ControlledParts, request: SimulatorRequest): SimulatorReply => {
  const endpoint = request.query.get('endpoint') ?? '';
  return jsonReply(200, { ...parts.calls.summary(), entries: parts.calls.of(endpoint) });
};

/**
 * Control endpoints that every simulator has:
 *
 * - `GET /_simulator/calls[?endpoint=/customers]` totals and entries; `GET /_simulator/calls/summary` totals only;
 *   `DELETE /_simulator/calls` starts counting anew
 * - `GET|POST|DELETE /_simulator/faults`, `DELETE /_simulator/faults/{id}`; POST takes a {@link FaultRuleSchema}
 * - `PUT /_simulator/latency` `{ ms, spreadMs? }`
 * - `GET /_simulator/clock`, `POST /_simulator/clock` `{ ms }` advances it; both answer `{ nowMs, offsetMs }`
 *
 * @returns undefined when the path is none of these.
 */
export function answerControl(parts: ControlledParts, request: SimulatorRequest): SimulatorReply | undefined {
  const [, topic, id] = request.segments;
  const clockReply = () => jsonReply(200, { nowMs: parts.clock.now(), offsetMs: parts.clock.offsetMs });
  switch (`${request.method} ${topic}${id === undefined ? '' : '/…'}`) {
    case 'GET calls':
      return listCalls(parts, request);
    case 'GET calls/…':
      return id === 'summary' ? jsonReply(200, parts.calls.summary()) : undefined;
    case 'DELETE calls':
      parts.calls.reset();
      return emptyReply(204);
    case 'GET faults':
      return jsonReply(200, parts.faults.list());
    case 'POST faults':
      return jsonReply(201, { id: parts.faults.add(readControlBody(request, FaultRuleSchema)) });
    case 'DELETE faults':
      parts.faults.clear();
      return emptyReply(204);
    case 'DELETE faults/…':
      return emptyReply(parts.faults.remove(Number(id)) ? 204 : 404);
    case 'PUT latency':
      Object.assign(parts.latency, readControlBody(request, LatencySchema));
      return jsonReply(200, parts.latency);
    case 'GET clock':
      return clockReply();
    case 'POST clock':
      parts.clock.advance(readControlBody(request, AdvanceSchema).ms);
      return clockReply();
    default:
      return undefined;
  }
}
