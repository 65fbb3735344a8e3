/**
 * What the events of the workflows mean in metrics: the one place where the two meet. Workflows say what happened, with
 * ids and numbers, and know nothing of metrics.
 */
import { isDocumentedCode } from '../domain/failure-codes.ts';
import type { Measurement } from './measurement.ts';

export type Details = Readonly<Record<string, unknown>>;

const numberIn = (details: Details, name: string): number => {
  const value = details[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};

const textIn = (details: Details, name: string): string => String(details[name] ?? '');

const tallyIn = (details: Details, name: string): [key: string, count: number][] =>
  Object.entries((details[name] as Record<string, number> | undefined) ?? {});

/** `products#main` and `products#outlet` are one kind: catalogs come and go, kinds are known. */
const kindOf = (details: Details): string => textIn(details, 'stream').split('#')[0] ?? '';

const one = (metric: Measurement['metric']): Measurement => ({ metric, value: 1 });

/** Problems that have an alarm of their own. A code that is not here counts as a stream held up, and that has one too. */
export const ALARMED_PROBLEMS: Readonly<Record<string, Measurement['metric']>> = {
  'commercetools.invalidClient': 'credentialsRefused',
  'commercetools.invalidToken': 'credentialsRefused',
  'commercetools.insufficientScope': 'credentialsRefused',
  'commercetools.forbidden': 'credentialsRefused',
  'marketing.credentialsRefused': 'credentialsRefused',
  'marketing.accessDenied': 'credentialsRefused',
  'secret.missing': 'credentialsRefused',
  'secret.deleted': 'credentialsRefused',
  'secret.malformed': 'credentialsRefused',
  'secret.invalidName': 'credentialsRefused',
  'secret.accessDenied': 'credentialsRefused',
  'secret.notDecryptable': 'credentialsRefused',
  'marketing.storageFull': 'accountBlocked',
  'marketing.fieldLimit': 'accountBlocked',
  'marketing.collectionLimit': 'accountBlocked',
  'marketing.featureOff': 'accountBlocked',
  'import.ExceedsAllowedContactLimit': 'accountBlocked',
  'import.RejectedByWatchdog': 'accountBlocked',
  'sweep.heldBack': 'refreshHeldBack',
};

function measureProblems(codes: readonly string[]): Measurement[] {
  if (codes.length === 0) return [];
  const special = new Set(codes.flatMap((code) => ALARMED_PROBLEMS[code] ?? []));
  return [one('streamsHeldUp'), ...[...special].map(one)];
}

function measureStanding(details: Details): Measurement[] {
  const runs = (details.runs ?? []) as readonly { track: string; ageSeconds: number; progress: number }[];
  return [
    ...measureLag(details),
    ...runs.map(({ ageSeconds }): Measurement => ({ metric: 'openRunAge', value: ageSeconds })),
    ...runs.filter(({ track }) => track === 'history').flatMap(({ progress }) => measureProgress(progress, details)),
    ...measureProblems((details.problems ?? []) as readonly string[]),
  ];
}

function measureLag(details: Details): Measurement[] {
  if (details.lagSeconds === undefined) return [];
  const dimensions = { Tenant: textIn(details, 'tenantId'), Stream: kindOf(details) };
  return [{ metric: 'lag', value: numberIn(details, 'lagSeconds'), dimensions }];
}

const measureProgress = (progress: number, details: Details): Measurement[] => [
  { metric: 'historyProgress', value: Math.round(progress * 1000) / 10, dimensions: { Stream: kindOf(details) } },
];

function measureBooks(details: Details): Measurement[] {
  const flagged = new Map(tallyIn(details, 'flagged'));
  const isCatalog = ['products', 'inventory', 'prices'].includes(kindOf(details));
  const imported = numberIn(details, 'imported');
  return [
    { metric: 'recordsRead', value: numberIn(details, 'read') },
    { metric: 'recordsImported', value: imported },
    { metric: 'recordsRejected', value: numberIn(details, 'rejected') },
    ...tallyIn(details, 'skipped').map(
      ([Reason, value]): Measurement => ({ metric: 'recordsSkipped', value, dimensions: { Reason } }),
    ),
    ...(isCatalog
      ? ([
          { metric: 'catalogRecords', value: imported },
          { metric: 'notRecommendable', value: flagged.get('notRecommendable') ?? 0 },
        ] satisfies Measurement[])
      : []),
    ...(details.track === 'history' ? measureProgress(numberIn(details, 'progress'), details) : []),
  ];
}

const MEASURES: Readonly<Record<string, (details: Details) => Measurement[]>> = {
  tickDone: (details) => [
    one('ticks'),
    { metric: 'tenants', value: numberIn(details, 'tenants') },
    { metric: 'tickSeconds', value: numberIn(details, 'seconds') },
    { metric: 'configProblems', value: numberIn(details, 'configProblems') },
  ],
  tenantFailed: () => [one('tenantsFailed')],
  streamStanding: measureStanding,
  tenantStanding: (details) =>
    details.quietTimesUsual === undefined
      ? []
      : [{ metric: 'quietTimesUsual', value: numberIn(details, 'quietTimesUsual') }],
  runTooOld: () => [one('runsTooOld')],
  pageBooked: measureBooks,
  recordsRejected: (details) =>
    tallyIn(details, 'codes').map(([code, value]) => ({
      metric: 'rejections',
      value,
      // Marketing may send any word; only those that are documented become a metric of their own.
      dimensions: { Code: isDocumentedCode(code) ? code : 'other' },
    })),
  runClosed: (details) => [
    one('runsClosed'),
    { metric: 'runSeconds', value: numberIn(details, 'seconds') },
    ...measureLag(details),
  ],
  importSettled: (details) => [{ metric: 'importSeconds', value: numberIn(details, 'importSeconds') }],
  importFailed: () => [one('importsFailed')],
  pagePutOff: () => [one('stepsPutOff')],
  settlePutOff: () => [one('stepsPutOff')],
  laneRests: () => [one('lanesResting')],
};

/** Events that no metric asks for measure nothing. */
export const measureEvent = (event: string, details: Details): Measurement[] => MEASURES[event]?.(details) ?? [];

/** For the test that holds this table against the events that the workflows really report. */
export const MEASURED_EVENTS: readonly string[] = Object.keys(MEASURES);
