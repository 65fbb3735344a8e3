/** What Marketing has to hold of a catalog sold in euro in Germany, worked out from commercetools' JSON alone. */
import { amountOf, type Money, toNumber } from './amount.ts';
import { firstText, type Localized, present, textOf } from './texts.ts';

interface Validity {
  readonly validFrom?: string;
  readonly validUntil?: string;
}
interface Price extends Validity {
  readonly value: Money;
  readonly country?: string;
  readonly channel?: object;
  readonly customerGroup?: object;
  readonly discounted?: { readonly value: Money; readonly discount: { readonly id: string } };
}
interface Variant {
  readonly id: number;
  readonly sku?: string;
  readonly prices: readonly Price[];
  readonly images: readonly { readonly url: string }[];
}
interface ProductData {
  readonly name: Localized;
  readonly slug: Localized;
  readonly masterVariant: Variant;
  readonly variants: readonly Variant[];
}
export interface Product {
  readonly id: string;
  readonly createdAt: string;
  readonly priceMode: 'Embedded' | 'Standalone';
  readonly masterData: { readonly published: boolean; readonly current: ProductData };
}
export interface ShopData {
  readonly products: readonly Product[];
  readonly 'standalone-prices': readonly (Price & { readonly sku: string; readonly active: boolean })[];
  readonly inventory: readonly {
    readonly sku: string;
    readonly availableQuantity: number;
    readonly supplyChannel?: object;
  }[];
  readonly 'product-discounts': readonly (Validity & { readonly id: string; readonly isActive: boolean })[];
}

const isWithin = ({ validFrom, validUntil }: Validity, nowMs: number): boolean =>
  (validFrom === undefined || Date.parse(validFrom) <= nowMs) &&
  (validUntil === undefined || nowMs < Date.parse(validUntil));

/** Records by key: one for every variant of a published product. */
export function expectedCatalog(shop: ShopData, nowMs: number): Map<string, Record<string, unknown>> {
  const stock = new Map(
    shop.inventory
      .filter(({ supplyChannel }) => supplyChannel === undefined)
      .map(({ sku, availableQuantity }) => [sku, availableQuantity]),
  );
  const standalone = Map.groupBy(
    shop['standalone-prices'].filter(({ active }) => active),
    ({ sku }) => sku,
  );
  const running = new Set(
    shop['product-discounts'].filter((offer) => offer.isActive && isWithin(offer, nowMs)).map(({ id }) => id),
  );
  const recordOf = (product: Product, variant: Variant) => {
    const { current } = product.masterData;
    const offered = product.priceMode === 'Standalone' ? (standalone.get(variant.sku ?? '') ?? []) : variant.prices;
    const price = choosePrice(offered, nowMs);
    const offer = price?.discounted && running.has(price.discounted.discount.id) ? price.discounted.value : undefined;
    const slug = textOf(current.slug.en) ?? textOf(current.slug.de);
    return present({
      id: `${product.id}_${variant.id}`,
      name: firstText(current.name.en, current.name.de),
      price: price && toNumber(amountOf(price.value)),
      specialPrice: offer ? toNumber(amountOf(offer)) : 0,
      url: slug && `https://shop.example.com/p/${encodeURIComponent(slug)}`,
      sku: textOf(variant.sku),
      stock: stock.get(variant.sku ?? ''),
      status: 'Enabled',
      image_path: (variant.images[0] ?? current.masterVariant.images[0])?.url.replace('http://', 'https://'),
      Currency: 'EUR',
      parent_id: product.id,
      created_date: new Date(product.createdAt).toISOString(),
    });
  };
  return new Map(
    shop.products
      .filter(({ masterData }) => masterData.published)
      .flatMap((product) => {
        const { masterVariant, variants } = product.masterData.current;
        return [masterVariant, ...variants].map((variant): [string, Record<string, unknown>] => [
          `${product.id}_${variant.id}`,
          recordOf(product, variant),
        ]);
      }),
  );
}

/** For everyone in Germany: a price for the country before one for all, one with dates before one without. */
function choosePrice(prices: readonly Price[], nowMs: number): Price | undefined {
  const fitting = prices.filter(
    (price) =>
      price.value.currencyCode === 'EUR' &&
      price.channel === undefined &&
      price.customerGroup === undefined &&
      (price.country === undefined || price.country === 'DE') &&
      isWithin(price, nowMs),
  );
  const weight = ({ country, validFrom, validUntil }: Price) =>
    (country === undefined ? 0 : 2) + (validFrom === undefined && validUntil === undefined ? 0 : 1);
  return fitting.toSorted((a, b) => weight(b) - weight(a) || a.value.centAmount - b.value.centAmount)[0];
}
