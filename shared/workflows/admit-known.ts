import type { Deadline, HeldRecords } from '../ports.ts';
import type { PageDraft } from './page-draft.ts';

/**
 * Keeps of the records that matter only to a collection that knows them those that it does know. The others are skipped
 * and counted: switching off what was never on would fill the collection with drafts.
 */
export async function admitKnown(
  draft: PageDraft,
  collection: string,
  held: HeldRecords,
  deadline: Deadline,
): Promise<PageDraft> {
  if (draft.onlyIfKnown.size === 0) return draft;
  const { known, calls } = await held.findHeld(collection, [...draft.onlyIfKnown], deadline);
  return skipUnknown(draft, known, calls);
}

/** The same without asking, where the sweep will look after what the collection may hold. */
export const skipUnknown = (draft: PageDraft, known: ReadonlySet<string> = new Set(), calls = 0): PageDraft => {
  const submissions = draft.submissions.filter(({ handle }) => !draft.onlyIfKnown.has(handle) || known.has(handle));
  const unknown = draft.submissions.length - submissions.length;
  const { skipped, calls: made } = draft.counts;
  return {
    ...draft,
    submissions,
    onlyIfKnown: new Set(),
    counts: {
      ...draft.counts,
      ...(unknown > 0 && { skipped: { ...skipped, unpublished: (skipped.unpublished ?? 0) + unknown } }),
      calls: { ...made, marketing: made.marketing + calls },
    },
  };
};
