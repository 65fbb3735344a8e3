import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { SyncFunction } from '../constructs/sync-function.ts';

/**
 * Addresses inside the AWS console, so that whoever reads the dashboard is one click from the thing itself. Names are known
 * at deployment only, so these hold references that CloudFormation fills in.
 */
const consoleUrl = (service: string, place: string): string =>
  `https://${Aws.REGION}.console.aws.amazon.com/${service}/home?region=${Aws.REGION}#${place}`;

export const tableItems = (table: Table): string =>
  consoleUrl('dynamodbv2', `item-explorer?operation=QUERY&table=${table.tableName}`);

/** The queue's page, with the button that starts a redrive. SQS wants its URL with slashes escaped. */
export const queuePage = (queue: Queue): string =>
  consoleUrl(
    'sqs/v3',
    `/queues/https%3A%2F%2Fsqs.${Aws.REGION}.${Aws.URL_SUFFIX}%2F${Aws.ACCOUNT_ID}%2F${queue.queueName}`,
  );

export const functionPage = ({ handler }: SyncFunction): string =>
  consoleUrl('lambda', `/functions/${handler.functionName}?tab=monitoring`);

export const logQueries = (): string => consoleUrl('cloudwatch', 'logsV2:logs-insights');

export const traceMap = (): string => consoleUrl('cloudwatch', 'xray:service-map/map');

export const allAlarms = (): string => consoleUrl('cloudwatch', 'alarmsV2:');

export const link = (words: string, url: string): string => `[${words}](${url})`;
