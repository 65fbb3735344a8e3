import { explainCode } from '../../../shared/codes/explain-code.ts';
import type { StoredRejection } from '../../../shared/domain/rejection.ts';
import { formatCount } from '../../local/screen/format.ts';
import { findTenant } from '../find-tenant.ts';
import type { Ops } from '../ops.ts';
import { usageError } from '../ops-error.ts';
import { writeCsv } from '../output/csv.ts';
import type { Paint } from '../output/paint.ts';
import type { Report } from '../output/report.ts';
import { drawTable } from '../output/table.ts';
import type { Verb } from '../verb.ts';

interface RejectionsOptions {
  readonly stream?: string;
  readonly code?: string;
  readonly csv?: boolean;
}

const EXAMPLES = `
A rejected record was refused for its content and is kept here until it is taken, for 90 days after it was last refused.
Keys are ids in commercetools, or keys of catalog records; no personal data.

Examples:
  npm run ops -- rejections acme
  npm run ops -- rejections acme --stream orders --code ContactEmailDoesNotExist
  npm run -s ops -- rejections acme --csv > rejections.csv`;

export const registerRejections: Verb = (program, act) => {
  program
    .command('rejections')
    .description('records that Marketing, or the mapping, refused: key, reason, what to do, first and last seen')
    .argument('<tenant>')
    .option('--stream <stream>', 'of this stream only')
    .option('--code <code>', 'with this reason only')
    .option('--csv', 'prints them as comma-separated values')
    .addHelpText('after', EXAMPLES)
    .action(act((ops, tenant: string, options: RejectionsOptions) => listRejections(ops, tenant, options)));
};

interface Row {
  stream: string;
  key: string;
  code: string;
  cause: string;
  remedy: string;
  firstSeen: string;
  lastSeen: string;
  times: number;
  runId: string;
}

async function listRejections(ops: Ops, tenantId: string, options: RejectionsOptions): Promise<Report> {
  const { csv = false } = options;
  if (csv && ops.out.isJson) throw usageError('--csv and --json are two forms of the same; leave one out.');
  const rejections = await chosenRejections(ops, tenantId, options);
  const rows = rejections.map(toRow);
  return {
    value: { tenantId, rejections: rows },
    draw: (paint) => (csv ? drawCsv(rows) : drawRows(tenantId, rows, paint)),
  };
}

/** Sorted by stream and key. A tenant that is gone can still have some. */
export async function chosenRejections(
  ops: Ops,
  tenantId: string,
  { stream, code }: { stream?: string | undefined; code?: string | undefined },
): Promise<StoredRejection[]> {
  const stored = await ops.stores.rejections.listRejections(tenantId);
  if (stored.length === 0) await findTenant(tenantId, ops);
  const isChosen = (rejection: StoredRejection): boolean =>
    (stream === undefined || rejection.stream === stream) &&
    (code === undefined || rejection.code.toLowerCase() === code.toLowerCase());
  return stored.filter(isChosen);
}

const UNKNOWN = 'Look the code up in the documentation of Marketing, correct the record or its mapping, then retry.';

function toRow({ stream, id, code, firstSeen, lastSeen, times, runId }: StoredRejection): Row {
  const { cause = 'Marketing gives this reason and does not document it.', remedy = UNKNOWN } = explainCode(code) ?? {};
  return { stream, key: id, code, cause, remedy, firstSeen, lastSeen, times, runId };
}

const drawCsv = (rows: readonly Row[]): string[] =>
  writeCsv(
    ['stream', 'key', 'reason', 'what to do', 'first seen', 'last seen', 'times', 'run'],
    rows.map(({ stream, key, code, remedy, firstSeen, lastSeen, times, runId }) => [
      stream,
      key,
      code,
      remedy,
      firstSeen,
      lastSeen,
      times,
      runId,
    ]),
  );

function drawRows(tenantId: string, rows: readonly Row[], paint: Paint): string[] {
  if (rows.length === 0) return [paint('green', 'no rejections')];
  const byCode = [...Map.groupBy(rows, ({ code }) => code).values()].sort((a, b) => b.length - a.length);
  return [
    ...drawTable<Row>(
      [
        { title: 'stream', read: ({ stream }) => stream },
        { title: 'key', read: ({ key }) => key },
        { title: 'reason', read: ({ code }) => code },
        { title: 'times', read: ({ times }) => times, isNumber: true },
        { title: 'first seen', read: ({ firstSeen }) => firstSeen.slice(0, 16) },
        { title: 'last seen', read: ({ lastSeen }) => lastSeen.slice(0, 16) },
      ],
      rows,
      paint,
    ),
    '',
    ...byCode.flatMap(([first, ...others]) =>
      first
        ? [
            `${paint('bold', first.code)}  ${formatCount(others.length + 1)}`,
            `  ${first.cause}`,
            `  ${paint('cyan', 'to do:')} ${first.remedy}`,
          ]
        : [],
    ),
    '',
    `When the cause is mended: npm run ops -- retry ${tenantId}`,
  ];
}
