import { type InsightObject, putBoolean, putDate, putNumber, putText } from '../insight-record.ts';
import { readImage } from './image.ts';
import type { JsonObject } from './json-object.ts';
import { readLocalized } from './localized.ts';
import type { CatalogPrice } from './price.ts';
import { readStock } from './stock.ts';
import type { UrlWriter } from './url-template.ts';
import { type CatalogProduct, masterOf } from './variants.ts';

/** What one record is made from. */
export interface CatalogSubject {
  key: string;
  product: CatalogProduct;
  variant: JsonObject;
  price: CatalogPrice | undefined;
  catalog: { locales: readonly string[]; currency: string; stockChannelId?: string; writeUrl: UrlWriter };
}

/** One property of a record: its one type for ever, and how its value is found. */
export interface CatalogFieldReader {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'date';
  /** `undefined`, or anything that is not of the type, leaves the property out. */
  read(subject: CatalogSubject): unknown;
}

export interface CatalogField extends CatalogFieldReader {
  /** In plain words, for the people who look for a value. */
  source: string;
  whenAbsent: string;
  /** Marketing recommends no product that lacks it. */
  isNeeded: boolean;
}

/** Every property of a catalog record, in the order in which they are written. */
export const CATALOG_FIELDS: readonly CatalogField[] = [
  {
    name: 'id',
    type: 'string',
    source: 'product id and variant id, joined by `_`; the product id alone at level `product`',
    whenAbsent: 'never',
    isNeeded: false,
    read: ({ key }) => key,
  },
  {
    name: 'name',
    type: 'string',
    source: 'product name in the first locale of the catalog that has one',
    whenAbsent: 'left out',
    isNeeded: true,
    read: ({ product, catalog }) => readLocalized(product.name, catalog.locales)?.text,
  },
  {
    name: 'price',
    type: 'number',
    source: 'full price selected for currency, country, channel and customer group of the catalog',
    whenAbsent: 'left out',
    isNeeded: true,
    read: ({ price }) => price?.full,
  },
  {
    name: 'specialPrice',
    type: 'number',
    source: 'discounted price, while a product discount applies to the selected price',
    whenAbsent: '0, so that a past offer does not live on',
    isNeeded: false,
    read: ({ price }) => price?.special ?? 0,
  },
  {
    name: 'url',
    type: 'string',
    source: "the catalog's URL template, filled in",
    whenAbsent: 'left out, also when the template names something that the product lacks',
    isNeeded: true,
    read: ({ product, variant, catalog }) => catalog.writeUrl(product, variant),
  },
  {
    name: 'sku',
    type: 'string',
    source: 'SKU of the variant',
    whenAbsent: 'left out',
    isNeeded: true,
    read: ({ variant }) => variant.sku,
  },
  {
    name: 'stock',
    type: 'number',
    source: "available quantity at the catalog's stock channel, or of the entry without a channel",
    whenAbsent: 'left out: goods that nobody counts can always be bought, so 0 would be wrong',
    isNeeded: false,
    read: ({ variant, catalog }) => readStock(variant, catalog.stockChannelId),
  },
  {
    name: 'status',
    type: 'string',
    source: '`Enabled` for a published product, `Disabled` for one that is not',
    whenAbsent: 'never',
    isNeeded: false,
    read: ({ product }) => (isPublished(product) ? ENABLED : DISABLED),
  },
  {
    name: 'image_path',
    type: 'string',
    source: 'first image of the variant, else of the master variant, over https',
    whenAbsent: 'left out',
    isNeeded: true,
    read: ({ product, variant }) => readImage(variant, masterOf(product)),
  },
  {
    name: 'Currency',
    type: 'string',
    source: 'currency of the catalog',
    whenAbsent: 'never',
    isNeeded: false,
    read: ({ catalog }) => catalog.currency,
  },
  {
    name: 'parent_id',
    type: 'string',
    source: 'product id',
    whenAbsent: 'never',
    isNeeded: false,
    read: ({ product }) => product.id,
  },
  {
    name: 'created_date',
    type: 'date',
    source: 'time at which the product was created',
    whenAbsent: 'left out',
    isNeeded: false,
    read: ({ product }) => product.createdAt,
  },
];

export const ENABLED = 'Enabled';
export const DISABLED = 'Disabled';

export const isPublished = ({ published }: JsonObject): boolean => published !== false;

const PUT = { string: putText, number: putNumber, boolean: putBoolean, date: putDate } as const;

/** Says whether there was something to write. */
export const putField = (into: InsightObject, field: CatalogFieldReader, subject: CatalogSubject): boolean =>
  PUT[field.type](into, field.name, field.read(subject));
