import { deadlineAfter } from '../../../../shared/adapters/http/deadline-after.ts';
import { createHeldRecords } from '../../../../shared/adapters/marketing/held-records.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../../shared/ports.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';
import { streamsOf } from '../../../../shared/streams/streams-of.ts';
import { draftRecord } from '../../../../shared/workflows/draft-record.ts';
import { EXIT } from '../../exit-code.ts';
import { findTenant } from '../../find-tenant.ts';
import type { Ops } from '../../ops.ts';
import { OpsError, usageError } from '../../ops-error.ts';
import type { Report } from '../../output/report.ts';
import { drawPreview } from './draw-preview.ts';
import { estimateCost } from './estimate-cost.ts';
import { lookAtHeld, type Sending } from './look-at-held.ts';
import { mask } from './mask.ts';
import { pickRecords } from './pick-records.ts';
import type { MappingState, Preview, RecordPreview } from './preview.ts';

export interface PreviewOptions {
  readonly id?: string;
  readonly email?: string;
  readonly last?: number;
  readonly showPersonalData?: boolean;
}

const PREVIEW_MS = 300_000;

export async function preview(ops: Ops, tenantId: string, name: string, options: PreviewOptions): Promise<Report> {
  const { id, email, last } = options;
  if ([id, email, last].filter((given) => given !== undefined).length > 1) {
    throw usageError('--id, --email and --last each say which records are meant; give one of them.');
  }
  const tenant = await findTenant(tenantId, ops);
  const stream = findStream(name, streamsOf(tenant), tenantId);
  const source = ops.sourceOf(tenant);
  const client = ops.marketingOf(tenant);
  const held = createHeldRecords(client);
  const deadline = deadlineAfter(PREVIEW_MS, ops.clock);
  const pick = id === undefined && email === undefined ? { last: last ?? 1 } : { id, email };
  const page = await pickRecords(pick, stream, source, deadline);
  const lookAt = async (record: SourceRecord): Promise<RecordPreview> => {
    const draft = await draftRecord(record, page, stream, source, held, deadline);
    const sends: Sending[] = [];
    for (const submission of draft.submissions) {
      sends.push(await lookAtHeld(submission, stream.writes, client, deadline));
    }
    const { skipped, flagged } = draft.counts;
    return { id: record.id, source: record, sends, skipped, flagged, rejected: draft.rejections };
  };
  const records: RecordPreview[] = [];
  for (const record of page.records) records.push(await lookAt(record));
  const cost = stream.isLiveOnly ? undefined : await estimateCost(tenantId, stream, source, ops.stores.runs);
  const isMasked = isPersonal(stream) && options.showPersonalData !== true;
  const shown: Preview = {
    tenantId,
    stream: name,
    isMasked,
    mapping: await readMappingState(tenant, stream, ops),
    records: isMasked ? records.map(maskRecord) : records,
    ...(cost && { cost }),
  };
  const isWell = records.every(
    ({ rejected, sends }) => rejected.length === 0 && sends.every((one) => one.problems.length === 0),
  );
  return { value: shown, exitCode: isWell ? EXIT.ok : EXIT.problem, draw: (paint) => drawPreview(shown, paint) };
}

function findStream(name: string, streams: readonly Stream[], tenantId: string): Stream {
  const stream = streams.find((one) => one.name === name);
  if (stream) return stream;
  throw new OpsError(`Tenant ${tenantId} has no stream ${name}.`, {
    remedy: `It has ${streams.map((one) => one.name).join(', ') || 'none'}.`,
    exitCode: EXIT.usage,
  });
}

async function readMappingState(tenant: Tenant, stream: Stream, { stores }: Ops): Promise<MappingState> {
  const { tenantId, fullRunOnMappingChange } = tenant;
  const live = await stores.tracks.getTrack({ tenantId, stream: stream.name, track: 'live' });
  if (live?.sentBy === undefined) return 'never sent';
  if (live.sentBy === stream.fingerprint || stream.isLiveOnly) return 'as sent';
  return fullRunOnMappingChange ? 'changed' : 'held';
}

/** Whatever belongs to contacts is about people; what belongs to the account is about products. */
const isPersonal = ({ writes }: Stream): boolean => writes.kind === 'contact' || writes.scope === 'contact';

const maskRecord = (record: RecordPreview): RecordPreview => ({
  ...record,
  source: mask(record.source),
  sends: record.sends.map((sending) => ({
    ...sending,
    entry: mask(sending.entry) as Sending['entry'],
    differences: sending.differences.map(({ path, ...values }) => ({ path, ...(mask(values) as object) })),
  })),
});
