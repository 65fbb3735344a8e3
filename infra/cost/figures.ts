import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FUNCTION_NAMES } from '../../shared/names.ts';

const perFunction = z.record(z.enum(FUNCTION_NAMES), z.object({ invocations: z.number(), busySeconds: z.number() }));

/** What a piece of work used. */
export const usageSchema = z.object({
  functions: perFunction,
  /** Units as on-demand tables are charged; reads are consistent. */
  dynamodb: z.object({ readUnits: z.number(), writeUnits: z.number() }),
  /** Requests that the functions made; what Lambda asks of the queues comes on top. */
  sqsRequests: z.number(),
  logBytes: z.number(),
});
export type Usage = z.output<typeof usageSchema>;

export const figuresSchema = z.object({
  measuredOn: z.string(),
  machine: z.string(),
  latencyMs: z.number(),
  /** A first load of customers, guests, orders and a catalog. */
  load: usageSchema.extend({ records: z.number() }),
  /** One tick of one tenant in which nothing has changed. */
  idleTick: usageSchema.extend({ streams: z.number() }),
});
export type Figures = z.output<typeof figuresSchema>;

export const FIGURES_FILE = join(import.meta.dirname, 'figures.json');

/** @throws Error when the file is not there or not as it is written by `npm run cost -- --measure` */
export const readFigures = (file = FIGURES_FILE): Figures =>
  figuresSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
