import type { SkipReason } from '../../domain/skip-reasons.ts';
import type { Catalog } from '../../domain/tenant.ts';
import type { Filter } from '../filter.ts';
import { type InsightObject, insightSubmission } from '../insight-record.ts';
import type { RecordRefiner } from '../record-fields.ts';
import { CATALOG_FIELDS, type CatalogSubject, isPublished, putField } from './fields.ts';
import type { JsonObject } from './json-object.ts';
import { readPrice } from './price.ts';
import { compileUrlTemplate } from './url-template.ts';
import { type CatalogProduct, recordKey, recordOf, speakersOf } from './variants.ts';

/** What becomes of a variant; see `MappedRecord` of the streams, whose words these are. */
export type CatalogOutcome =
  | {
      outcome: 'send';
      submission: ReturnType<typeof insightSubmission>;
      flags: readonly string[];
      /** A product that is not for sale changes what Marketing holds, and adds nothing to it. */
      onlyIfKnown: boolean;
    }
  | { outcome: 'skip'; reason: SkipReason }
  | { outcome: 'reject'; id: string; code: string };

/** Marketing's own code for a key it does not take, met before the record has left. */
const UNUSABLE_KEY = 'InvalidClientKey';

/**
 * Prepares the mapping of product projections to catalog records (Marketing: Insight data, catalog collections): one per
 * variant, or one per product with its master variant speaking for it.
 * @param refine what the tenant adds to a record, replaces in it or takes out of it
 * @param passes variants for which it is false are treated as if their product were not on sale
 */
export function compileCatalog(
  catalog: Catalog,
  refine?: RecordRefiner,
  passes?: Filter,
): (product: CatalogProduct) => CatalogOutcome[] {
  const { level, locales, currency, stockChannelId } = catalog;
  const context: CatalogSubject['catalog'] = {
    locales,
    currency,
    ...(stockChannelId !== undefined && { stockChannelId }),
    writeUrl: compileUrlTemplate(catalog.urlTemplate, locales),
  };
  const mapVariant = (shown: CatalogProduct, variant: JsonObject): CatalogOutcome => {
    const whole = refine || passes ? recordOf(shown, variant) : shown;
    const product = passes && !passes(whole, locales) ? { ...shown, published: false } : shown;
    const key = recordKey(product, variant, level);
    if (key === undefined) return { outcome: 'reject', id: product.id, code: UNUSABLE_KEY };
    const subject = { key, product, variant, price: readPrice(variant, currency), catalog: context };
    const record: InsightObject = {};
    for (const field of CATALOG_FIELDS) putField(record, field, subject);
    const unfit = refine?.(record, whole, locales) ?? [];
    const flags = NEEDED.filter((name) => !isOfUse(record[name])).map((name) => `notRecommendable.${name}`);
    // One for the record beside those for its gaps, so that records can be counted and not only gaps.
    if (flags.length > 0) flags.unshift('notRecommendable');
    const submission = insightSubmission(key, key, record);
    return isPublished(product)
      ? { outcome: 'send', submission, flags: [...flags, ...unfit], onlyIfKnown: false }
      : { outcome: 'send', submission, flags: [], onlyIfKnown: true };
  };
  return (product) => {
    const variants = speakersOf(product, level);
    if (variants.length === 0) return [{ outcome: 'skip', reason: 'noVariants' }];
    return variants.map((variant) => mapVariant(product, variant));
  };
}

const NEEDED = CATALOG_FIELDS.filter(({ isNeeded }) => isNeeded).map(({ name }) => name);

/** A price of nothing is a number to keep and no price to recommend. */
const isOfUse = (value: unknown): boolean => value !== undefined && (typeof value !== 'number' || value > 0);
