import { z } from 'zod';
import type { Measurement } from './measurement.ts';

const envelopeSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string().min(1),
        Dimensions: z.array(z.array(z.string())).default([[]]),
        Metrics: z.array(z.object({ Name: z.string().min(1) })),
      }),
    ),
  }),
});

const valuesSchema = z.union([z.number().transform((value) => [value]), z.array(z.number())]);

/**
 * The metrics that a log line carries (CloudWatch: Embedded metric format specification): one measurement for each metric
 * and each set of dimensions. As in CloudWatch, a metric without a number and a dimension without a value are passed over.
 *
 * @param line a parsed line
 * @returns `undefined` when the line is no envelope of metrics at all
 */
export function readEmf(line: Readonly<Record<string, unknown>>): Measurement[] | undefined {
  if (!('_aws' in line)) return undefined;
  const parsed = envelopeSchema.safeParse(line);
  if (!parsed.success) return undefined;
  const { Timestamp: timestampMs, CloudWatchMetrics } = parsed.data._aws;
  return CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = readDimensions(line, names);
      if (!dimensions) return [];
      return Metrics.flatMap(({ Name: name }) => {
        const values = valuesSchema.safeParse(line[name]);
        return values.success ? [{ namespace, name, dimensions, timestampMs, values: values.data }] : [];
      });
    }),
  );
}

function readDimensions(line: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const entries = names.map((name) => [name, line[name]] as const);
  if (entries.some(([, value]) => typeof value !== 'string' || value === '')) return undefined;
  return Object.fromEntries(entries) as Record<string, string>;
}
