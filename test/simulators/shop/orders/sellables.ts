import type { Project } from '../../commercetools/store/project.ts';
import type { JsonObject } from '../../http/exchange.ts';

/** A variant as an order line remembers it. */
export interface Sellable {
  productId: string;
  /** What a line item copies from the product. */
  head: JsonObject;
  /** The variant's snapshot: one price, all attributes and images. */
  variant: JsonObject;
  euroCents: number;
}

const euroCentsOf = (prices: readonly JsonObject[]): number => {
  const euro = prices.map((price) => price.value as JsonObject).find((value) => value.currencyCode === 'EUR');
  return Number(euro?.centAmount ?? 1990);
};

/** Every variant of every product, published or not: old orders hold what is no longer sold. */
export function readSellables(project: Project): Sellable[] {
  return project.all('products').flatMap((product) => {
    const data = (product.masterData as JsonObject).current as JsonObject;
    const variants = [data.masterVariant, ...(data.variants as JsonObject[])] as JsonObject[];
    const head: JsonObject = {
      productId: product.id,
      ...(product.key !== undefined && { productKey: product.key }),
      name: data.name ?? {},
      productType: product.productType ?? {},
      productSlug: data.slug ?? {},
    };
    return variants.map((variant) => {
      const prices = variant.prices as JsonObject[];
      return {
        productId: product.id,
        head,
        variant: { ...variant, prices: prices.slice(0, 1) },
        euroCents: euroCentsOf(prices),
      };
    });
  });
}
