import type { MarketingCredentials } from '../../contracts/secret.ts';
import { TransientError } from '../../domain/errors.ts';
import { toMs } from '../../domain/instant.ts';
import type { Deadline } from '../../ports.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { fitDeadline, type RetryAdvice } from '../http/retry.ts';
import type { HttpAnswer } from '../http/transport.ts';
import { classifyRefusal } from './classify.ts';
import type { MarketingCall, MarketingClientOptions } from './marketing-call.ts';
import { bodyTooLarge, credentialsRefused, noAnswer, refused, unreadableAnswer } from './problems.ts';
import { readRateLimit } from './rate-limit.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** Marketing asks clients to wait this long before they take a call for lost (API conventions). */
const TIMEOUT_MS = 121_000;

/** A page aims at 8 MB. A connection that breaks under more than this was most likely closed for the size. */
const LARGE_BODY_BYTES = 10 * 1024 * 1024;

/** All attempts of one call. */
export class Attempts {
  calls = 0;
  /** An attempt so far may have been carried out without our knowing. */
  isUncertain = false;
  readonly bodyBytes: number;
  readonly #options: MarketingClientOptions;
  readonly #call: MarketingCall;
  readonly #deadline: Deadline;

  constructor(options: MarketingClientOptions, call: MarketingCall, deadline: Deadline) {
    this.#options = options;
    this.#call = call;
    this.#deadline = deadline;
    this.bodyBytes = call.body?.byteLength ?? 0;
  }

  /** Creations are not repeated once one may have happened: the second would be refused for being the second. */
  adviseAbout(error: unknown): RetryAdvice | undefined {
    if (!(error instanceof TransientError)) return undefined;
    const { method, isRepeatable = method !== 'POST' } = this.#call;
    if (!isRepeatable && this.isUncertain) return undefined;
    return { afterMs: error.retryAfterMs };
  }

  async attempt(): Promise<{ body: unknown } | { refusal: Refusal }> {
    const answer = await this.#sendAuthorized();
    if (answer.status >= 200 && answer.status < 300) return { body: this.#readBody(answer) };
    const refusal = readRefusal(answer.status, answer.text);
    const { tenant, clock } = this.#options;
    const error = classifyRefusal(refusal, {
      tenant,
      isImport: this.#call.isImport ?? false,
      bodyBytes: this.bodyBytes,
      rateLimit: readRateLimit(answer.headers, toMs(clock.now())),
      isUncertain: this.isUncertain,
    });
    if (error) throw this.#noted(error);
    if (answer.status < 400) throw refused('a call', refusal, tenant, this.isUncertain);
    return { refusal };
  }

  /** A key that was rotated while we kept the old one deserves one more try; the same key twice does not. */
  async #sendAuthorized(): Promise<HttpAnswer> {
    const { credentials, tenant } = this.#options;
    const known = await credentials.read();
    const answer = await this.#send(known);
    if (answer.status !== 401) return answer;
    const fresh = await credentials.refresh();
    if (fresh.user === known.user && fresh.password === known.password) {
      throw credentialsRefused(tenant, this.isUncertain);
    }
    return this.#send(fresh);
  }

  async #send({ user, password }: MarketingCredentials): Promise<HttpAnswer> {
    const { method, path, body } = this.#call;
    const { transport, tenant } = this.#options;
    this.calls += 1;
    try {
      return await transport.send({
        method,
        url: `${tenant.marketing.apiUrl.replace(/\/+$/, '')}${path}`,
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body }),
        deadlineMs: fitDeadline(TIMEOUT_MS, this.#deadline),
      });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      this.isUncertain ||= error.mayHaveReachedServer;
      const isTooMuch = error.kind === 'reset' && this.bodyBytes > LARGE_BODY_BYTES;
      throw isTooMuch ? bodyTooLarge(this.bodyBytes, this.isUncertain, error) : noAnswer(error, this.isUncertain);
    }
  }

  #readBody({ text }: HttpAnswer): unknown {
    if (text.trim() === '') return undefined;
    try {
      return JSON.parse(text);
    } catch {
      // The parser's message quotes the answer, which may hold personal data.
      throw this.#noted(unreadableAnswer('a call'));
    }
  }

  #noted<E extends { isUncertain: boolean }>(error: E): E {
    this.isUncertain ||= error.isUncertain;
    return error;
  }
}
