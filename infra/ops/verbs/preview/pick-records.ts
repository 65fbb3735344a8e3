import type { CommercetoolsSource } from '../../../../shared/adapters/commercetools/source.ts';
import type { Deadline, SourcePage, SourceQuery } from '../../../../shared/ports.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';
import { OpsError, usageError } from '../../ops-error.ts';

/** Which records are meant; exactly one of them is given. */
export interface Pick {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly last?: number | undefined;
}

/** Enough for one person: a guest may have ordered often. */
const MAX_FOUND = 20;

/** Where a record keeps an address; upper and lower case are different to commercetools. */
const BY_EMAIL: Readonly<Record<string, string>> = {
  customers: 'email in :emails',
  orders: 'customerEmail in :emails or billingAddress(email in :emails) or shippingAddress(email in :emails)',
};

/**
 * Reads the records of a stream that are to be looked at, newest change first.
 * @throws OpsError when the stream reads no such record
 */
export async function pickRecords(
  { id, email, last }: Pick,
  stream: Stream,
  source: CommercetoolsSource,
  deadline: Deadline,
): Promise<SourcePage> {
  if (last !== undefined) return source.readLatest({ ...stream.reads, window: {} }, last, deadline);
  const query =
    id !== undefined
      ? narrow(stream, 'id in :ids', { 'var.ids': [id] })
      : narrow(stream, byEmail(stream), { 'var.emails': [...new Set([email ?? '', (email ?? '').toLowerCase()])] });
  const page = await source.readLatest(query, MAX_FOUND, deadline);
  if (page.records.length > 0) return page;
  const { resource, where } = stream.reads;
  throw new OpsError(`${stream.name} reads no such record.`, {
    remedy:
      `Look for it among the ${resource} of the project in the Merchant Center.` +
      (where === undefined ? '' : ` The stream reads only those of which this is true: ${where}`) +
      (email === undefined ? '' : ' Type the address exactly as it is stored there, or take --id.'),
  });
}

function byEmail({ name, reads }: Stream): string {
  const predicate = BY_EMAIL[reads.resource];
  if (predicate !== undefined) return predicate;
  throw usageError(
    `The records of ${name} have no email address.`,
    'Choose one with --id, or look at some with --last.',
  );
}

const narrow = (
  { reads }: Stream,
  predicate: string,
  variables: Readonly<Record<string, readonly string[]>>,
): SourceQuery => ({
  ...reads,
  where: reads.where === undefined ? predicate : `(${reads.where}) and (${predicate})`,
  parameters: { ...reads.parameters, ...variables },
  window: {},
});
