import type { ApiName } from '../recording/exchange.ts';
import type { Difference } from './difference.ts';

/** What one property of a difference may be: any of these. */
type Choice<T> = T | readonly T[];

/** A difference that is not ours to mend. What is left out matches everything; the rule is always named. */
export interface KnownDifference {
  readonly api: ApiName;
  readonly rule: Choice<string>;
  readonly operation?: string | RegExp;
  readonly side?: Difference['side'];
  readonly status?: Choice<number>;
  readonly at?: string | RegExp;
  /** Why the traffic is right and the description is not. */
  readonly reason: string;
  /** The schema, by its pointer, that the value has all the same; it is held to that one then. */
  readonly schema?: string;
}

const isChosen = <T>(choice: Choice<T> | undefined, actual: T | undefined): boolean =>
  choice === undefined || [choice].flat().some((one) => one === actual);

const fits = (expected: string | RegExp | undefined, actual: string): boolean =>
  expected === undefined || (typeof expected === 'string' ? expected === actual : expected.test(actual));

export const isMatch = (known: KnownDifference, difference: Difference): boolean =>
  known.api === difference.api &&
  isChosen(known.rule, difference.rule) &&
  isChosen(known.side, difference.side) &&
  isChosen(known.status, difference.status) &&
  fits(known.operation, difference.operation) &&
  fits(known.at, difference.at);
