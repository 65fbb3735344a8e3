/** What CloudWatch tells metrics apart by. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Measurement extends MetricIdentity {
  readonly timestampMs: number;
  readonly values: readonly number[];
}

/** The same for every order of the dimensions. */
export const keyOf = ({ namespace, name, dimensions }: MetricIdentity): string =>
  JSON.stringify([namespace, name, ...Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b))]);
