import type { ReplyError, SimulatorRequest } from '../../http/exchange.ts';
import { refuseEmpty, refuseV2, refuseV3 } from '../refusal.ts';
import type { ShapeViolation } from '../shape.ts';
import type { RouteContext } from './route.ts';

/** Reads a v3 body: 415 unless it is said to be JSON, 413 over the limit, 400 `<service>:badJson` when it is not JSON. */
export function readV3Body(request: SimulatorRequest, service: string, maxBytes: number): unknown {
  requireJson(request);
  if (request.body.length > maxBytes) throw refuseEmpty(413);
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw refuseV3(400, `${service}:badJson`, 'The body of the request is not JSON.');
  }
}

export function readV2Body(request: SimulatorRequest): unknown {
  requireJson(request);
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch {
    throw refuseV2(400, 'ERROR_PARAMETER_INVALID', 'The body of the request is not JSON.');
  }
}

/** Every call is JSON (Marketing: API conventions). What else happens to other types is not documented; 415 is the habit. */
function requireJson(request: SimulatorRequest): void {
  const type = request.headers['content-type'];
  if (typeof type !== 'string' || !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) throw refuseEmpty(415);
}

/** Whole number of a v2 query parameter within bounds. */
export function readNumber(
  request: SimulatorRequest,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = request.query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw refuseV2(400, 'ERROR_PARAMETER_INVALID', `${name} must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

/** 400 for a body that breaks its shape. The platform is not known to say where; on demand it does, as `details`. */
export function refuseShape(
  { account, nowMs, simulation }: RouteContext,
  service: string,
  endpoint: string,
  violation: ShapeViolation,
): ReplyError {
  account.refusals.add(endpoint, violation, nowMs);
  const { path, description } = violation;
  const details = simulation.namesViolations ? [{ item: path, description }] : undefined;
  return refuseV3(400, `${service}:badRequest`, description, details);
}
