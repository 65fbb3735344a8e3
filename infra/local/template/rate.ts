import { TemplateError } from './resolve.ts';

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * `rate(15 minutes)` -> seconds (EventBridge Scheduler: Rate-based schedules).
 * @throws TemplateError for any other kind of schedule
 */
export function parseRate(expression: string): number {
  const [, value, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const unitSeconds = UNITS[unit ?? ''];
  if (unitSeconds === undefined || Number(value) === 0) {
    throw new TemplateError(`The schedule "${expression}" is not a rate; the local runner keeps rates only.`);
  }
  return Number(value) * unitSeconds;
}
