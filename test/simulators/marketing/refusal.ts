import { emptyReply, jsonReply, ReplyError } from '../http/exchange.ts';

/**
 * What Marketing says no with; thrown anywhere below the routes. Two generations, two envelopes: v3 answers
 * `{ errorCode, description, details? }`, v2 answers `{ message }` whose text carries the code.
 */
export interface RefusalDetail {
  readonly item: string;
  readonly description: string;
}

export function refuseV3(
  status: number,
  errorCode: string,
  description: string,
  details?: readonly RefusalDetail[],
): ReplyError {
  return new ReplyError(jsonReply(status, { errorCode, description, ...(details && { details }) }));
}

export function refuseV2(status: number, code: string, text: string): ReplyError {
  return new ReplyError(jsonReply(status, { message: `${text} ${code}` }));
}

/** 401, 403, 412 and 413 come with no body, at least from v3. */
export function refuseEmpty(status: number): ReplyError {
  return new ReplyError(emptyReply(status));
}
