/**
 * `npm run cost` tells what a deployment costs, from the figures beside this file and the list prices. `npm run cost --
 * --measure` measures the figures anew on this machine, which takes about a minute.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseStageConfig } from '../stage-config.ts';
import { ALARM_METRICS } from './alarm-metrics.ts';
import { FIGURES_FILE, readFigures } from './figures.ts';
import { measure } from './measure.ts';
import { reportCost } from './report.ts';

const { values } = parseArgs({
  options: { measure: { type: 'boolean', default: false }, minutes: { type: 'string', default: '15' } },
});
const { scheduleMinutes } = parseStageConfig({ scheduleMinutes: values.minutes });
if (values.measure) writeFileSync(FIGURES_FILE, `${JSON.stringify(await measure(), undefined, 2)}\n`);
process.stdout.write(`${reportCost(readFigures(), { scheduleMinutes, alarmMetrics: ALARM_METRICS })}\n`);
