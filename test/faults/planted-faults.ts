/**
 * Faults that somebody might build into the engine, each as the smallest change that does it, and what has to notice. They
 * are applied to a copy of the sources, so nothing that ships knows of them.
 */
export interface PlantedFault {
  readonly name: string;
  readonly file: string;
  /** Has to occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** A number: so many seeds of the simulation. A text: the tests whose path it is part of. */
  readonly foundBy: number | string;
}

const WORKFLOWS = 'shared/workflows';
const DOMAIN = 'shared/domain';

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'windows do not overlap',
    file: `${DOMAIN}/window.ts`,
    find: 'OVERLAP_SECONDS = 300',
    replace: 'OVERLAP_SECONDS = 0',
    foundBy: 400,
  },
  {
    name: 'windows end in the future',
    file: `${DOMAIN}/window.ts`,
    find: 'addSeconds(serverNow, -SAFETY_LAG_SECONDS)',
    replace: 'addSeconds(serverNow, 1_800)',
    foundBy: 200,
  },
  {
    name: 'a held page is no reason to reach back',
    file: `${DOMAIN}/window.ts`,
    find: 'earliest(watermark, heldSince) ?? watermark',
    replace: 'watermark',
    foundBy: 400,
  },
  {
    name: 'pages under way elsewhere are not looked at',
    file: `${DOMAIN}/held.ts`,
    find: 'lane.isDone ? undefined : lane.readSince',
    replace: 'undefined',
    foundBy: 600,
  },
  {
    name: 'an import that nobody follows is forgotten',
    file: `${DOMAIN}/lane.ts`,
    find: '  ...lane,\n  doubt: mergeDoubts(lane.doubt, doubt) ?? doubt,',
    replace: '  ...lane,',
    foundBy: 'unit/workflows',
  },
  {
    name: 'a write that failed behind an import counts as certain',
    file: `${WORKFLOWS}/submit-page.ts`,
    find: 'submitted.importId === undefined ? error : asUncertain(error)',
    replace: 'error',
    foundBy: 1500,
  },
  {
    name: 'a short answer ends a lane',
    file: `${WORKFLOWS}/read-page.ts`,
    find: 'if (page.records.length === 0) return filling.finish(true);',
    replace: 'if (page.records.length < 2) return filling.finish(true);',
    foundBy: 100,
  },
  {
    name: 'a lane is done after its first page',
    file: `${DOMAIN}/lane.ts`,
    find: 'isDone: page.endsLane,',
    replace: 'isDone: true,',
    foundBy: 100,
  },
  {
    name: 'a page whose books do not balance settles',
    file: `${DOMAIN}/counts.ts`,
    find: 'if (isBalanced(counts)) return;',
    replace: 'if (counts) return;',
    foundBy: 'unit/domain',
  },
  {
    name: 'the watermark follows our own clock',
    file: `${WORKFLOWS}/close-run.ts`,
    find: 'advance(track.watermark, run.window.to)',
    replace: 'advance(track.watermark, now)',
    foundBy: 100,
  },
  {
    name: 'refused records are not stored',
    file: `${WORKFLOWS}/settle-finished.ts`,
    find: 'await storeRejections(refused, context',
    replace: 'await storeRejections([], context',
    foundBy: 100,
  },
  {
    name: 'a record that the report names nowhere counts as imported',
    file: `${WORKFLOWS}/match-report.ts`,
    find: '(saved && !saved.has(key) ? NOT_CONFIRMED : undefined)',
    replace: 'undefined',
    foundBy: 'unit/workflows/rejections',
  },
  {
    name: 'silent lanes are left alone',
    file: `${WORKFLOWS}/reissue-lanes.ts`,
    find: 'if (lane.isDone || !(isSilent || lane.resting)) continue;',
    replace: 'if (lane.isDone || isSilent || lane.resting) continue;',
    foundBy: 100,
  },
  {
    name: 'what is put off is put off for ever',
    file: `${WORKFLOWS}/import-page.ts`,
    find: 'if (waits && message.attempt + 1 < MAX_ATTEMPTS) {',
    replace: 'if (waits) {',
    foundBy: 'unit/workflows/trouble',
  },
  {
    name: 'failed imports are sent again without end',
    file: `${WORKFLOWS}/send-again.ts`,
    find: 'if (lane.failedImports + 1 >= MAX_FAILED_IMPORTS)',
    replace: 'if (lane.failedImports < 0)',
    foundBy: 'unit/workflows/trouble',
  },
  {
    name: 'orders overtake their contacts',
    file: `${WORKFLOWS}/open-tracks.ts`,
    find: 'const ceilings = ceilingsOf(stream, view);',
    replace: 'const ceilings: Instant[] = view ? [] : ceilingsOf(stream, view);',
    foundBy: 'unit/workflows/orders-after-contacts',
  },
  {
    name: 'a missing contact is not made',
    file: `${WORKFLOWS}/repair-page.ts`,
    find: 'rejections.filter(({ code }) => MISSING_CONTACT_CODES.has(code))',
    replace: 'rejections.filter(({ code }) => code === "")',
    foundBy: 'unit/workflows/repair',
  },
  {
    name: 'a message of an earlier step goes ahead',
    file: `${WORKFLOWS}/fence.ts`,
    find: 'if (lane.step === address.step && !lane.isDone)',
    replace: 'if (!lane.isDone)',
    foundBy: 'unit/workflows/lost-and-repeated',
  },
  {
    name: 'a lane moves from any step',
    file: 'shared/adapters/dynamodb/track-store.ts',
    find: '`#run.#id = :run AND ${path}.#step = :step`',
    replace: '`#run.#id = :run AND ${path}.#step >= :step`',
    foundBy: 'adapters/dynamodb/track-store',
  },
  {
    name: 'a run opens over an open one',
    file: 'shared/adapters/dynamodb/track-store.ts',
    find: '`attribute_not_exists(#run) AND ${completionIs(before)} AND ${watermarkIs(before)} AND ${requestIs(before)}`',
    replace: '`${completionIs(before)} AND ${watermarkIs(before)} AND ${requestIs(before)}`',
    foundBy: 'adapters/dynamodb/track-store',
  },
  {
    name: 'a window has both its ends',
    file: 'shared/adapters/commercetools/queries.ts',
    find: 'lastModifiedAt < :to',
    replace: 'lastModifiedAt <= :to',
    foundBy: 'adapters/commercetools/queries',
  },
  {
    name: 'lanes leave a gap',
    file: `${DOMAIN}/lane-range.ts`,
    find: 'end: boundary((i + 1) / count)',
    replace: 'end: boundary((i + 0.98) / count)',
    foundBy: 'property/lane-ranges',
  },
  {
    name: 'more lanes than Marketing has places',
    file: `${DOMAIN}/lane-budget.ts`,
    find: '{ contact: 8, insight: 4 }',
    replace: '{ contact: 80, insight: 40 }',
    foundBy: 'unit/domain/rules',
  },
  {
    name: 'a changed mapping reaches only what changes',
    file: `${WORKFLOWS}/follow-mapping.ts`,
    find: 'tenant.fullRunOnMappingChange && !stream.isLiveOnly',
    replace: 'tenant.fullRunOnMappingChange && stream.isLiveOnly',
    foundBy: 200,
  },
  {
    name: 'a full run stops at the watermark',
    file: `${WORKFLOWS}/open-requested.ts`,
    find: 'historyWindow(windowEnd(probe.serverNow))',
    replace: "historyWindow(view.find(stream.name, 'live')?.watermark ?? windowEnd(probe.serverNow))",
    foundBy: 1500,
  },
  {
    name: 'a container believes what it knows of a mapping',
    file: `${WORKFLOWS}/find-stream.ts`,
    find: 'isFresh || fingerprint === undefined || stream?.fingerprint === fingerprint',
    replace: 'isFresh || fingerprint !== ""',
    foundBy: 'unit/workflows/asked-for',
  },
  {
    name: 'a sweep switches nothing off',
    file: `${WORKFLOWS}/sweep-page.ts`,
    find: 'submissions: missing.map(({ key, json }) => rules.disable(key, json)),',
    replace: 'submissions: missing.slice(0, 0).map(({ key, json }) => rules.disable(key, json)),',
    foundBy: 'unit/workflows/sweep',
  },
  {
    name: 'drafts fill the catalog',
    file: `${WORKFLOWS}/admit-known.ts`,
    find: '!draft.onlyIfKnown.has(handle) || known.has(handle)',
    replace: 'handle !== "" || known.has(handle)',
    foundBy: 'unit/workflows',
  },
  {
    name: 'everybody is subscribed',
    file: 'shared/mapping/contact.ts',
    find: "...(isUnsubscribed && { channelProperties: { email: { status: 'unsubscribed' } } }),",
    replace: "channelProperties: { email: { status: isUnsubscribed ? 'unsubscribed' : 'subscribed' } },",
    foundBy: 20,
  },
  {
    name: 'manifests name people',
    file: `${WORKFLOWS}/manifest.ts`,
    find: '`${ids.digest(salt, handle)} ${id}`',
    replace: '`${ids.digest(salt, handle)}${handle} ${id}`',
    foundBy: 20,
  },
  {
    name: 'log lines name people',
    file: `${WORKFLOWS}/submit-page.ts`,
    find: '      sent: submitted.sent,\n    });',
    replace: '      sent: submitted.sent,\n      handles: submitted.taken.map(({ handle }) => handle),\n    });',
    foundBy: 20,
  },
  {
    name: 'a cent is always a hundredth',
    file: `${DOMAIN}/money.ts`,
    find: 'const decimal = Number(`${BigInt(units)}e-${fractionDigits}`)',
    replace: 'const decimal = Number(`${BigInt(units)}e-2`)',
    foundBy: 'unit/domain/money',
  },
];
