/**
 * Names that the infrastructure and the running code must spell alike. The stacks import this file and nothing else
 * of `shared/`, so a name can only be changed in both places at once.
 */

/** The four Lambda functions; each is bundled from `functions/<name>/handler.ts` and exports `handler`. */
export const FUNCTION_NAMES = ['fan-out', 'sync-worker', 'settle-import', 'check-config'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** Environment variables of the functions. `functions/runtime/env.ts` is the only reader. */
export const ENV = {
  configTable: 'CONFIG_TABLE',
  stateTable: 'STATE_TABLE',
  pageQueueUrl: 'PAGE_QUEUE_URL',
  settleQueueUrl: 'SETTLE_QUEUE_URL',
  /** Secrets are named `<prefix>/<tenantId>`; a function may read only names under this prefix. */
  secretPrefix: 'SECRET_PREFIX',
  /** `debug`, `info`, `warn` or `error`; Powertools' own variable. */
  logLevel: 'POWERTOOLS_LOG_LEVEL',
  serviceName: 'POWERTOOLS_SERVICE_NAME',
  /** See metric-names.ts; Powertools' own variable. */
  metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
} as const;

/** Keys of both tables. A person reads and edits these in the DynamoDB console, so they are words. */
export const TABLE_KEYS = {
  partition: 'tenantId',
  sort: 'item',
  /** Epoch seconds after which DynamoDB may delete an item of the state table. */
  expiry: 'expiresAt',
} as const;

/** Queue messages carry their tenant as the SQS fair-queue group, so one busy tenant cannot starve the others. */
export const SERVICE_NAME = 'commercetools-marketing-sync';
