import { type Json, jsonReply, ReplyError, type SimulatorReply } from '../http/exchange.ts';

/** Error code that belongs to a bare status; commercetools: Errors. */
const CODES: Record<number, string> = {
  400: 'InvalidInput',
  401: 'invalid_token',
  403: 'insufficient_scope',
  404: 'ResourceNotFound',
  405: 'InvalidOperation',
  409: 'ConcurrentModification',
  413: 'ContentTooLarge',
  500: 'General',
  502: 'BadGateway',
  503: 'OverCapacity',
};

/** The envelope of the HTTP API: status code, message, and the same again as a list of coded errors. */
export const errorReply = (
  status: number,
  message: string,
  code: string = CODES[status] ?? 'General',
  details: Record<string, Json> = {},
): SimulatorReply => {
  const isAuth = status === 401 || status === 403;
  return jsonReply(status, {
    statusCode: status,
    message,
    errors: [{ code, message, ...details }],
    ...(isAuth && { error: code, error_description: message }),
  });
};

/** Errors of the token endpoint carry the OAuth fields whatever the status. */
export const oauthErrorReply = (status: number, code: string, message: string): SimulatorReply =>
  jsonReply(status, {
    statusCode: status,
    message,
    errors: [{ code, message }],
    error: code,
    error_description: message,
  });

export const invalidInput = (message: string): ReplyError => new ReplyError(errorReply(400, message, 'InvalidInput'));

/** A query or path parameter that cannot be understood. */
export const malformedParameter = (name: string, reason: string): ReplyError =>
  invalidInput(`Malformed parameter: ${name}: ${reason}`);

export const notFound = (message: string): ReplyError => new ReplyError(errorReply(404, message));
