/**
 * List prices in US dollars for Europe (Frankfurt), entered by hand: without taxes, free tiers and discounts. They are as of
 * the date below and have not been looked up since; compare them with the price pages of the services before a decision
 * hangs on them. Whoever updates one updates the date.
 */
export const LIST_PRICES = {
  asOf: '2025-06-01',
  region: 'eu-central-1',
  /** Lambda pricing, arm64. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  /** SQS pricing, standard and fair queues; a request carries up to 64 kB. */
  sqsRequest: 0.4 / 1e6,
  /** DynamoDB pricing, on demand. */
  dynamodbReadUnit: 0.1525 / 1e6,
  dynamodbWriteUnit: 0.7625 / 1e6,
  dynamodbGbMonth: 0.306,
  /** CloudWatch pricing: first 10,000 metrics, ingestion of logs, standard alarms, dashboards beyond the third. */
  metricMonth: 0.3,
  logGb: 0.63,
  logGbMonth: 0.0324,
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
  /** X-Ray pricing; EventBridge Scheduler pricing; Secrets Manager pricing; KMS pricing. */
  traceRecorded: 5 / 1e6,
  schedulerInvocation: 1 / 1e6,
  secretMonth: 0.4,
  secretRequest: 0.05 / 10_000,
  keyMonth: 1,
} as const;
