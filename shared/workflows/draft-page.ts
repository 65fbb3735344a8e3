import { ConfigurationError } from '../domain/errors.ts';
import { continueSweep, type Lane } from '../domain/lane.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Deadline, Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { admitKnown, skipUnknown } from './admit-known.ts';
import type { Standing } from './fence.ts';
import type { PageDraft } from './page-draft.ts';
import { readPage } from './read-page.ts';
import { readRepair } from './repair-page.ts';
import { readReplay } from './replay-page.ts';
import { addToSurvey, draftDisabled, exceedsLimit, lookThrough } from './sweep-page.ts';

/** What a lane's turn leads to: a page to hand over, or a lane that only moves on. */
export type Turn = { draft: PageDraft } | { movedOn: Lane };

/** Puts together what is due in a lane: the next stretch of its walk, records under repair, or a look at what Marketing holds. */
export async function draftPage(
  standing: Standing,
  tenant: Tenant,
  stream: Stream,
  deadline: Deadline,
  ports: Ports,
): Promise<Turn> {
  const { track, run, lane } = standing;
  const source = ports.sourceOf(tenant);
  if (lane.repair) {
    return { draft: await readRepair(tenant.tenantId, stream, lane.repair, lane, source, deadline, ports) };
  }
  if (lane.replay) {
    return { draft: await readReplay(tenant.tenantId, stream, lane, lane.replay, source, deadline, ports) };
  }
  if (lane.sweep && stream.refresh) return sweep(standing, tenant, stream, deadline, ports);
  const draft = await readPage(stream, source, run, lane, deadline);
  // What a long walk finds unpublished is left to the sweep; asking for each draft of a large shop would take a day.
  if (track.track !== 'live') return { draft: skipUnknown(draft) };
  return { draft: await admitKnown(draft, stream.writes.name, ports.heldOf(tenant), deadline) };
}

/** @throws ConfigurationError when more is missing than a sweep may switch off by itself. */
async function sweep(
  { lane }: Standing,
  tenant: Tenant,
  stream: Stream,
  deadline: Deadline,
  ports: Ports,
): Promise<Turn> {
  const { refresh: rules } = stream;
  if (!rules || !lane.sweep) throw new TypeError('A sweep belongs to a stream that can be refreshed.');
  const hasSurveyed = lane.sweep.pass === 'disable';
  if (hasSurveyed && exceedsLimit(lane.sweep, rules)) throw heldBack(lane.sweep, tenant, stream);
  const look = await lookThrough(rules, stream, lane, ports.heldOf(tenant), ports.sourceOf(tenant), deadline);
  if (hasSurveyed) return { draft: draftDisabled(rules, lane, look) };
  const survey = addToSurvey(lane.sweep, look);
  const at = ports.clock.now();
  if (look.page.next !== undefined) return { movedOn: continueSweep(lane, survey, look.page.next, look.calls, at) };
  if (survey.missing > 0) {
    return { movedOn: continueSweep(lane, { ...survey, pass: 'disable' }, undefined, look.calls, at) };
  }
  return { movedOn: { ...continueSweep(lane, survey, undefined, look.calls, at), isDone: true } };
}

const heldBack = ({ held, missing }: { held: number; missing: number }, tenant: Tenant, stream: Stream) =>
  new ConfigurationError(
    `The sweep of ${stream.writes.name} holds back: ${missing} of ${held} enabled records have no published product any more.`,
    {
      code: 'sweep.heldBack',
      remedy:
        `Check that tenant ${tenant.tenantId} still reads the right project and store. If the products are meant to be gone, ` +
        'raise "disableLimitShare" of the catalog; the sweep tries again at every tick.',
    },
  );
