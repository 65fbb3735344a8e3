/**
 * Errors are sorted by what happens next, not by where they came from. Adapters classify, workflows decide, handlers
 * translate. A rejection is not in this file: it is a value (see rejection.ts), because a refused record is an outcome
 * and not an accident.
 *
 * Messages are read by people and end up in logs, so they carry codes and ids, never the contents of a record.
 */

export interface ErrorContext {
  /** Stable, searchable word such as `commercetools.invalidToken`; `ops explain` and the docs know it. */
  code: string;
  /** What a person should do about it, as one sentence in the imperative. */
  remedy?: string;
  /** What was asked for may have been carried out although this error is all that came back. */
  isUncertain?: boolean;
  cause?: unknown;
}

/** What every error of ours can say. */
export abstract class SyncError extends Error {
  readonly code: string;
  readonly remedy: string | undefined;
  readonly isUncertain: boolean;

  constructor(message: string, { code, remedy, isUncertain = false, cause }: ErrorContext) {
    super(message, { cause });
    this.name = new.target.name;
    this.code = code;
    this.remedy = remedy;
    this.isUncertain = isUncertain;
  }
}

/** A person has to change something first: this tenant rests, is reported, and every other tenant goes on. */
export class ConfigurationError extends SyncError {}

/** Worth trying again without anyone doing anything: a rate limit, an outage, a lost connection. */
export class TransientError extends SyncError {
  /** How long the other side asked us to stay away, in milliseconds; absent when it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, context: ErrorContext & { retryAfterMs?: number }) {
    super(message, context);
    this.retryAfterMs = context.retryAfterMs;
  }
}

/** The other side says the answer or the request is too big or too slow: ask for less and try again at once. */
export class TooMuchError extends SyncError {}

/** Marketing has no free place for one more import of this account; other integrations may hold them. Not a failure. */
export class NoImportSlotError extends SyncError {}

/** Something that cannot be true is true: stop loudly rather than write wrong progress. Never caught and ignored. */
export class InvariantError extends SyncError {}

/** A message that is not one of ours; it can only be looked at by a person, so it travels to the dead-letter queue. */
export class MalformedMessageError extends SyncError {}
