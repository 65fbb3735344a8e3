import type { Project } from '../../commercetools/store/project.ts';
import type { StoredRecord } from '../../commercetools/store/stored-record.ts';
import type { Json, JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { wholeBetween } from '../choices.ts';
import { money } from '../money.ts';
import { pickRecord } from '../pick-record.ts';

const isPublished = (record: StoredRecord): boolean => record.columns.published === true;
const masterOf = (product: JsonObject): JsonObject =>
  ((product.masterData as JsonObject).current as JsonObject).masterVariant as JsonObject;

/** Ten to ninety cents more, so that the price is another one for certain. */
const dearer = (random: Random, price: JsonObject): JsonObject => {
  const value = price.value as JsonObject;
  const centAmount = Math.round(Number(value.centAmount)) + wholeBetween(random, 1, 9) * 10;
  return { ...price, value: money(String(value.currencyCode), centAmount) };
};

const setPublished = (project: Project, random: Random, published: boolean): string | undefined => {
  const product = pickRecord(project, random, 'products', (record) => isPublished(record) !== published);
  return product && project.change('products', product.id, { masterData: { published } }).id;
};

const changeEmbeddedPrice = (project: Project, random: Random): string | undefined => {
  const isEmbedded = (record: StoredRecord) => {
    const product = project.collection('products').read(record);
    return isPublished(record) && product.priceMode === 'Embedded' && (masterOf(product).prices as Json[]).length > 0;
  };
  const product = pickRecord(project, random, 'products', isEmbedded);
  if (!product) return undefined;
  const prices = (masterOf(product).prices as JsonObject[]).map((price) => dearer(random, price));
  const data = { masterVariant: { prices } };
  return project.change('products', product.id, { masterData: { current: data, staged: data } }).id;
};

const changeStandalonePrice = (project: Project, random: Random): string | undefined => {
  const price = pickRecord(project, random, 'standalone-prices', (record) => record.columns.active === true);
  return price && project.change('standalone-prices', price.id, { value: dearer(random, price).value ?? {} }).id;
};

const changeStock = (project: Project, random: Random): string | undefined => {
  const entry = pickRecord(project, random, 'inventory');
  if (!entry) return undefined;
  const availableQuantity = Number(entry.availableQuantity) === 0 ? wholeBetween(random, 1, 50) : 0;
  return project.change('inventory', entry.id, { availableQuantity, quantityOnStock: availableQuantity }).id;
};

const deleteProduct = (project: Project, random: Random): string | undefined => {
  const product = pickRecord(project, random, 'products');
  if (product) project.remove('products', product.id);
  return product?.id;
};

/** A running offer ends now: prices lose their discount, and nothing says so but the discount itself. */
const endOffer = (project: Project, random: Random): string | undefined => {
  const nowMs = project.clock.now();
  const isRunning = ({ columns }: StoredRecord) =>
    columns.isActive === true &&
    (columns.validFrom === undefined || Date.parse(String(columns.validFrom)) <= nowMs) &&
    (columns.validUntil === undefined || Date.parse(String(columns.validUntil)) > nowMs);
  const offer = pickRecord(project, random, 'product-discounts', isRunning);
  return offer && project.change('product-discounts', offer.id, { validUntil: new Date(nowMs).toISOString() }).id;
};

export const CATALOG_VERBS = {
  unpublishProducts: (project: Project, random: Random) => setPublished(project, random, false),
  publishProducts: (project: Project, random: Random) => setPublished(project, random, true),
  changeEmbeddedPrices: changeEmbeddedPrice,
  changeStandalonePrices: changeStandalonePrice,
  changeStock,
  deleteProducts: deleteProduct,
  endOffers: endOffer,
};
