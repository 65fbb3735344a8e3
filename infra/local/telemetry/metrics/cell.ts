/** What is kept of the values of one metric in a short time. */
export interface Cell {
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly count: number;
  /** At most `MAX_SAMPLES` of the values, spread evenly over those that came. */
  readonly samples: readonly number[];
}

const MAX_SAMPLES = 200;

export const cellOf = (values: readonly number[]): Cell => ({
  sum: values.reduce((sum, value) => sum + value, 0),
  minimum: values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  maximum: values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  count: values.length,
  samples: thin(values),
});

export const mergeCells = (a: Cell, b: Cell): Cell => ({
  sum: a.sum + b.sum,
  minimum: Math.min(a.minimum, b.minimum),
  maximum: Math.max(a.maximum, b.maximum),
  count: a.count + b.count,
  samples: thin([...a.samples, ...b.samples]),
});

function thin(values: readonly number[]): readonly number[] {
  if (values.length <= MAX_SAMPLES) return values;
  const step = values.length / MAX_SAMPLES;
  return Array.from({ length: MAX_SAMPLES }, (_, i) => values[Math.floor(i * step)] ?? 0);
}
