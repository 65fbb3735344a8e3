/** Why an exchange brought no answer. */
export type HttpFailureKind =
  /** The deadline passed: while connecting, waiting for the answer, or in the middle of its body. */
  | 'timeout'
  /** Nobody listens there, or no route leads there. */
  | 'refused'
  /** The host name does not resolve. */
  | 'dns'
  /** The certificate is not trusted, or the two sides found no common protocol. */
  | 'tls'
  /** The connection broke before the answer was complete. */
  | 'reset'
  /** The answer is not HTTP, or is not encoded as it claims. */
  | 'protocol'
  /** The body is larger than the transport accepts. */
  | 'tooLarge'
  /** The transport was closed. */
  | 'closed'
  | 'other';

export interface HttpFailureContext {
  /** Scheme, host and port. Paths and queries stay out of errors: they can hold an email address. */
  origin: string;
  /** Error code of the socket, TLS or HTTP layer, such as `ECONNRESET`. */
  code: string;
  /** `false` only when it is certain that not one byte of the request left this machine. */
  mayHaveReachedServer: boolean;
}

const SENTENCES: Record<HttpFailureKind, string> = {
  timeout: 'gave no complete answer in time',
  refused: 'could not be reached',
  dns: 'has a host name that does not resolve',
  tls: 'could not be talked to securely',
  reset: 'closed the connection before its answer was complete',
  protocol: 'sent an answer that could not be read',
  tooLarge: 'sent an answer larger than is accepted',
  closed: 'was not asked because the transport is closed',
  other: 'could not be asked',
};

/** A request that got no HTTP answer. An answer with an error status is not a failure of this kind. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly kind: HttpFailureKind;
  readonly origin: string;
  readonly code: string;
  readonly mayHaveReachedServer: boolean;

  constructor(kind: HttpFailureKind, { origin, code, mayHaveReachedServer }: HttpFailureContext) {
    super(`${origin} ${SENTENCES[kind]} (${code}).`);
    this.kind = kind;
    this.origin = origin;
    this.code = code;
    this.mayHaveReachedServer = mayHaveReachedServer;
  }
}

const KIND_BY_CODE: Readonly<Record<string, HttpFailureKind>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ERR_BUFFER_TOO_LARGE: 'tooLarge',
  ERR_UNKNOWN_CONTENT_ENCODING: 'protocol',
  UND_ERR_CLOSED: 'closed',
  UND_ERR_DESTROYED: 'closed',
  CERT_HAS_EXPIRED: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  EPROTO: 'tls',
};

const KIND_BY_PREFIX: readonly (readonly [string, HttpFailureKind])[] = [
  ['ERR_TLS', 'tls'],
  ['ERR_SSL', 'tls'],
  ['HPE_', 'protocol'],
  ['Z_', 'protocol'],
  ['ERR_BROTLI', 'protocol'],
  ['ERR__ERROR_FORMAT', 'protocol'],
];

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'UNKNOWN';

/**
 * The original error is read for its code and then let go: a parser's error, for one, quotes the answer it stumbled on.
 */
export function toHttpFailure(error: unknown, origin: string, mayHaveReachedServer: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code = codeOf(error);
  const kind = KIND_BY_CODE[code] ?? KIND_BY_PREFIX.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'other';
  return new HttpFailure(kind, { origin, code, mayHaveReachedServer });
}
