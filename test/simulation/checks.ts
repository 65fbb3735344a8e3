/** What must be true, all the way and at the end. Kept apart from the world, so that neither believes the other. */
import { isBalanced } from '../../shared/domain/counts.ts';
import type { Submission } from '../../shared/ports.ts';
import type { MappedRecord, Stream } from '../../shared/streams/stream.ts';
import { streamsOf } from '../../shared/streams/streams-of.ts';
import { PERSONAL } from './personal.ts';
import type { Kind } from './shop.ts';
import type { SimulatedWorld } from './simulated-world.ts';

export class Violation extends Error {
  override readonly name = 'Violation';
}

/** Nothing that a person can be recognised by may be in a message, a log line or an item of state. */
export function assertImpersonal(what: string, value: unknown): void {
  const text = JSON.stringify(value) ?? '';
  if (text.toLowerCase().includes(PERSONAL.toLowerCase()))
    throw new Violation(`${what} holds personal data: ${text.slice(0, 300)}`);
}

/** Called whenever a watermark has moved. */
export function assertWatermark(before: string | undefined, after: string, where: string): void {
  if (before !== undefined && after < before)
    throw new Violation(`the watermark of ${where} ran backwards: ${before} to ${after}`);
}

type Expected = Extract<MappedRecord, { outcome: 'send' }>;

const bodyOf = ({ json }: Submission): Record<string, unknown> => JSON.parse(json);

/** Marketing holds what the mapping makes of the last state of every record, or a stored rejection says why not. */
export function findDifferences(world: SimulatedWorld): string[] {
  const differences: string[] = [];
  for (const { now: tenant } of world.tenants) {
    const streams = new Map(streamsOf(tenant).map((stream) => [stream.name, stream]));
    const say = (text: string) => differences.push(`${tenant.tenantId}: ${text}`);
    checkCustomers(world, tenant.tenantId, streams.get('customers'), say);
    checkOrders(world, tenant.tenantId, streams.get('orders'), say);
    checkCatalog(world, tenant.tenantId, streams.get('products#main'), say);
  }
  for (const summary of world.tracks.runs) {
    if (!isBalanced(summary.counts)) differences.push(`the books of run ${summary.id} do not balance`);
  }
  return differences;
}

const isRejected = (world: SimulatedWorld, tenantId: string, stream: string, id: string): boolean =>
  world.rejections.items.has(`${tenantId} ${stream} ${id}`);

function mapAll(world: SimulatedWorld, tenantId: string, stream: Stream | undefined, kind: Kind): Expected[] {
  const shop = world.shopOf(tenantId);
  return shop
    .all(kind)
    .map((record) => (kind === 'product-projections' ? shop.project(record) : record))
    .flatMap((record) => stream?.mapRecord(record, shop.serverNow) ?? [])
    .filter((mapped) => mapped.outcome === 'send');
}

function checkCustomers(
  world: SimulatedWorld,
  tenantId: string,
  stream: Stream | undefined,
  say: (text: string) => void,
): void {
  const { contacts } = world.accountOf(tenantId);
  const byEmail = Map.groupBy(mapAll(world, tenantId, stream, 'customers'), ({ submission }) => submission.handle);
  for (const [email, all] of byEmail) {
    const held = contacts.get(email)?.dataFields ?? {};
    const isHeld = ({ submission }: Expected) =>
      Object.entries(bodyOf(submission).dataFields as object).every(([name, value]) => held[name] === value);
    // Two customers with one address are one contact, and either may have had the last word.
    if (all.some(isHeld) || all.every(({ submission }) => isRejected(world, tenantId, 'customers', submission.id)))
      continue;
    const [{ submission } = { submission: { id: '', handle: '', json: '{}' } }] = all;
    say(`customer ${submission.id} should be ${submission.json} and is ${JSON.stringify(held)}`);
  }
}

function checkOrders(
  world: SimulatedWorld,
  tenantId: string,
  stream: Stream | undefined,
  say: (text: string) => void,
): void {
  const account = world.accountOf(tenantId);
  for (const { submission } of mapAll(world, tenantId, stream, 'orders')) {
    const { json, contactIdentity } = bodyOf(submission) as { json: object; contactIdentity: { value: string } };
    const held = account.collections.get('Orders')?.get(submission.id);
    if (held && JSON.stringify(held.json) === JSON.stringify(json) && held.owner === contactIdentity.value) continue;
    if (isRejected(world, tenantId, 'orders', submission.id)) continue;
    say(`order ${submission.id} should be ${JSON.stringify(json)} and is ${JSON.stringify(held)}`);
  }
}

function checkCatalog(
  world: SimulatedWorld,
  tenantId: string,
  stream: Stream | undefined,
  say: (text: string) => void,
): void {
  const collection = world.accountOf(tenantId).collections.get('Catalog_main') ?? new Map();
  const wanted = new Map(
    mapAll(world, tenantId, stream, 'product-projections').map((mapped) => [mapped.submission.id, mapped]),
  );
  for (const [key, { submission, onlyIfKnown }] of wanted) {
    const held = collection.get(key)?.json;
    const { json } = bodyOf(submission);
    const isOff = onlyIfKnown === true && (held === undefined || held.status === 'Disabled');
    if (isOff || JSON.stringify(held) === JSON.stringify(json)) continue;
    if (isRejected(world, tenantId, 'products#main', key)) continue;
    say(`product ${key} should be ${JSON.stringify(json)} and is ${JSON.stringify(held)}`);
  }
  for (const [key, { json }] of collection) {
    if (!wanted.has(key) && json.status !== 'Disabled') say(`product ${key} is gone and still ${json.status}`);
  }
}

/** Limits and consent, at any time. */
export function assertLimits(world: SimulatedWorld): void {
  for (const [tenantId, { peak, consentSent }] of world.accounts) {
    if (peak.contact > 25 || peak.insight > 5)
      throw new Violation(`${tenantId} had ${JSON.stringify(peak)} imports at once`);
    if (consentSent > 0) throw new Violation(`consent of ${tenantId} was sent`);
  }
}
