import { readFileSync } from 'node:fs';

const PEAK = /^VmHWM:\s+(\d+) kB$/m;

/**
 * The most memory this process has held, in megabytes. Linux hands `maxRSS` on from the process that started this one, so
 * there the kernel is asked for this process alone; elsewhere `maxRSS`, which is in kilobytes (Node.js:
 * process.resourceUsage), is what there is.
 */
export function peakMemoryMb(): number {
  const own = process.platform === 'linux' ? PEAK.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
}
