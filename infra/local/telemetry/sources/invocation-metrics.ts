import type { Measurement } from '../metrics/measurement.ts';

/** How one event fared with a function. */
export interface InvocationNote {
  readonly functionName: string;
  readonly startedMs: number;
  readonly endedMs: number;
  readonly ok: boolean;
  /** All copies were busy: Lambda refuses such an event and its sender tries again, where the local runner lets it wait. */
  readonly isThrottled: boolean;
}

/** What Lambda itself would publish of an invocation (Lambda: Types of metrics). */
export function measureInvocation(note: InvocationNote): Measurement[] {
  const { functionName, startedMs, endedMs, ok, isThrottled } = note;
  const measure = (name: string, value: number): Measurement => ({
    namespace: 'AWS/Lambda',
    name,
    dimensions: { FunctionName: functionName },
    // Lambda stamps a metric with the start of its invocation; by the end it is known here.
    timestampMs: endedMs,
    values: [value],
  });
  return [
    measure('Invocations', 1),
    measure('Errors', ok ? 0 : 1),
    measure('Throttles', isThrottled ? 1 : 0),
    measure('Duration', endedMs - startedMs),
  ];
}
