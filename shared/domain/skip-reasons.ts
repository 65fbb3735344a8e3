import { type Explanations, explained } from './explanation.ts';

/** Why a record that was read is deliberately not sent. */
export const SKIP_REASONS = {
  deleted: explained(
    'The record is not in commercetools any more.',
    'Nothing has to be done: it has left the list of rejections.',
  ),
  duplicate: explained(
    'Two records of a page become one in Marketing (the same address, or the same product); the one that changed last was sent.',
    'Nothing has to be done.',
  ),
  filtered: explained(
    "The filter in the tenant's mapping leaves the record out.",
    'Nothing has to be done; a record that passes the filter later is sent when it changes.',
  ),
  goneMeanwhile: explained(
    'The product was unpublished or deleted while its page was read.',
    'Nothing has to be done: the change brings it into the next run, or the sweep switches its record off.',
  ),
  noEmail: explained(
    'The record has no email address, and Marketing matches contacts and orders by it.',
    'Nothing has to be done; with an address the record is sent by itself.',
  ),
  noProduct: explained(
    'A stock entry or a price belongs to no published product.',
    'Nothing has to be done; when the product is published, its record is sent with stock and price.',
  ),
  noVariants: explained(
    'The product has no variants that could be sent.',
    'Give it a variant in commercetools; it is sent again when it changes.',
  ),
  unpublished: explained(
    'The product is not published and Marketing does not hold it.',
    'Nothing has to be done; when it is published, it is sent.',
  ),
} as const satisfies Explanations;

export type SkipReason = keyof typeof SKIP_REASONS;

/** How many records were skipped, by reason. */
export type Skipped = Readonly<Partial<Record<SkipReason, number>>>;
