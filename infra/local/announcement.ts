import type { Session } from './session.ts';
import type { StackFile } from './work-directory.ts';

/** What another program on this machine needs in order to reach a running stack. */
export function announcementOf({ stack, demo }: Session): StackFile {
  const { place, names, queueUrls, outputs, log } = stack;
  const { commercetools, marketing } = demo.simulators;
  return {
    version: 1,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    region: place.region,
    endpoints: place.endpoints,
    tables: { config: names.configTable, state: names.stateTable },
    secretPrefix: names.secretPrefix,
    queues: Object.fromEntries(queueUrls),
    outputs: { ...outputs },
    simulators: { commercetools: commercetools?.url, marketing: marketing?.url },
    logFile: log.file,
  };
}
