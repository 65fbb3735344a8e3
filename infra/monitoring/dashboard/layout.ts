import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Watched } from '../watched.ts';
import { costRow } from './cost-row.ts';
import { freshAndComplete } from './fresh-and-complete.ts';
import { stepRows } from './step-rows.ts';

/** Rows from top to bottom: the merchant's question first, then each step of the pipeline, then what it costs. */
export const layOut = (watched: Watched, alarms: readonly Alarm[]): IWidget[][] => [
  ...freshAndComplete(watched, alarms),
  ...stepRows(watched),
  ...costRow(watched),
];
