import { createSegmentSender } from '../../shared/adapters/xray/segment-sender.ts';
import { createTracer } from '../../shared/telemetry/tracer.ts';
import { readDaemonAddress, readTraceHeader } from './env.ts';

/** One tracer per container. Where nothing is traced, as on one's own machine, it does nothing. */
export const tracer = createTracer({ readHeader: readTraceHeader, send: createSegmentSender(readDaemonAddress()) });
