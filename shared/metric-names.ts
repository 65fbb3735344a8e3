/**
 * Every metric of this product: what the running code publishes and what dashboard and alarms ask for. Both import this
 * file, so neither can misspell the other.
 *
 * Each combination of dimension values is a metric that CloudWatch charges for. So a series by tenant exists for the lag
 * alone; every other question about one tenant is answered by the saved log queries, which cost nothing until asked.
 */
import { SERVICE_NAME } from './names.ts';

export type MetricUnit = 'Count' | 'Seconds' | 'Milliseconds' | 'Percent' | 'None';

/** Dimensions beside `service`, which every metric has. */
export const DIMENSION_NAMES = ['Tenant', 'Stream', 'Api', 'Code', 'Reason'] as const;
export type DimensionName = (typeof DIMENSION_NAMES)[number];

export interface MetricDefinition {
  readonly name: string;
  readonly unit: MetricUnit;
  /** Which breakdowns exist; an empty one is the deployment as a whole. */
  readonly series: readonly (readonly DimensionName[])[];
}

const WHOLE = [[]] as const;

export const METRICS = {
  // --- What a tick finds, once per schedule -------------------------------------------------------------------------
  /** Fan-outs that got to their end. */
  ticks: { name: 'Ticks', unit: 'Count', series: WHOLE },
  tickSeconds: { name: 'TickSeconds', unit: 'Seconds', series: WHOLE },
  tenants: { name: 'Tenants', unit: 'Count', series: WHOLE },
  /** Tenants whose tick ended in an error that no person's action explains. */
  tenantsFailed: { name: 'TenantsFailed', unit: 'Count', series: WHOLE },
  /** Now minus watermark, at the end of each tick and whenever a live run closes. */
  lag: { name: 'Lag', unit: 'Seconds', series: [[], ['Tenant'], ['Stream']] },
  /** Of each run that is open after a tick. */
  openRunAge: { name: 'OpenRunAge', unit: 'Seconds', series: WHOLE },
  /** Runs found open for longer than their track allows. */
  runsTooOld: { name: 'RunsTooOld', unit: 'Count', series: WHOLE },
  /** Of each open first load; 100 once when it closes. */
  historyProgress: { name: 'HistoryProgress', unit: 'Percent', series: [[], ['Stream']] },
  /** Streams that a problem keeps from working. The three below say which problem, where an alarm asks for it. */
  streamsHeldUp: { name: 'StreamsHeldUp', unit: 'Count', series: WHOLE },
  credentialsRefused: { name: 'CredentialsRefused', unit: 'Count', series: WHOLE },
  accountBlocked: { name: 'AccountBlocked', unit: 'Count', series: WHOLE },
  refreshHeldBack: { name: 'RefreshHeldBack', unit: 'Count', series: WHOLE },
  /** Items of the config table that cannot be used as they stand. */
  configProblems: { name: 'ConfigProblems', unit: 'Count', series: WHOLE },
  /** How long a tenant has had no changed records, in multiples of what is usual for it. */
  quietTimesUsual: { name: 'QuietTimesUsual', unit: 'None', series: WHOLE },

  // --- What becomes of records ----------------------------------------------------------------------------------------
  recordsRead: { name: 'RecordsRead', unit: 'Count', series: WHOLE },
  recordsImported: { name: 'RecordsImported', unit: 'Count', series: WHOLE },
  recordsRejected: { name: 'RecordsRejected', unit: 'Count', series: WHOLE },
  recordsSkipped: { name: 'RecordsSkipped', unit: 'Count', series: [[], ['Reason']] },
  /** Refusals by code. A page that is taken up twice may count its refusals twice; `RecordsRejected` never does. */
  rejections: { name: 'Rejections', unit: 'Count', series: [['Code']] },
  /** Records of catalogs, and those among them that product recommendations will pass over. */
  catalogRecords: { name: 'CatalogRecords', unit: 'Count', series: WHOLE },
  notRecommendable: { name: 'NotRecommendable', unit: 'Count', series: WHOLE },
  runsClosed: { name: 'RunsClosed', unit: 'Count', series: WHOLE },
  runSeconds: { name: 'RunSeconds', unit: 'Seconds', series: WHOLE },

  // --- What the two APIs do -------------------------------------------------------------------------------------------
  /** From handing an import over to reading its report. */
  importSeconds: { name: 'ImportSeconds', unit: 'Seconds', series: WHOLE },
  importsFailed: { name: 'ImportsFailed', unit: 'Count', series: WHOLE },
  apiCalls: { name: 'ApiCalls', unit: 'Count', series: [['Api']] },
  apiMilliseconds: { name: 'ApiMilliseconds', unit: 'Milliseconds', series: [['Api']] },
  /** By HTTP status, or by how a connection failed. */
  apiErrors: { name: 'ApiErrors', unit: 'Count', series: [['Api', 'Code']] },
  /** Time spent standing still between two attempts of one call, for whatever reason. */
  apiWait: { name: 'ApiWait', unit: 'Milliseconds', series: [['Api']] },
  /** Calls that were refused for being too many. */
  rateLimited: { name: 'RateLimited', unit: 'Count', series: [['Api']] },
  /** Steps put back on their queue to be tried later. */
  stepsPutOff: { name: 'StepsPutOff', unit: 'Count', series: WHOLE },
  /** Lanes that stand still until the next tick. */
  lanesResting: { name: 'LanesResting', unit: 'Count', series: WHOLE },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricKey = keyof typeof METRICS;

/** Values of the dimension `Api`. */
export const APIS = ['commercetools', 'marketing'] as const;
export type Api = (typeof APIS)[number];

/** Values of the dimension `Stream`: a stream without the catalog it belongs to, so that they are few and known. */
export const STREAM_KINDS = ['customers', 'guests', 'orders', 'products', 'inventory', 'prices'] as const;

/** One namespace per deployment: several may live in one account. */
export const metricNamespace = (stage: string): string => `${SERVICE_NAME}/${stage}`;
