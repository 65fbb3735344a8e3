import { divideMoney, type Money, toDecimal } from '../../domain/money.ts';
import type { Catalog, OrderSettings } from '../../domain/tenant.ts';
import { recordKey } from '../catalog/variants.ts';
import type { InsightObject } from '../insight-record.ts';
import { lineDiscount } from './discounts.ts';
import { type JsonObject, list, part, readQuantity } from './json-part.ts';
import { lineName } from './line-name.ts';
import { compileProperties, inBoth, type Property } from './property.ts';
import type { OrderReading } from './reading.ts';

export interface OrderLines {
  products: readonly InsightObject[];
  /** Of all lines together, as charged. */
  subtotal: Money | undefined;
  /** Whether taxes are known for all of that. */
  isTaxed: boolean;
  /** What cart discounts took off the lines. */
  discount: Money | undefined;
}

/** One line as the mapping table sees it. */
interface Line {
  name: string | undefined;
  sku: unknown;
  price: number | undefined;
  isReduced: boolean;
  quantity: number | undefined;
  productId: string | undefined;
  parentId: unknown;
}

/** Line items first, then custom line items, each in the order's own order. */
export const LINE_PROPERTIES: readonly Property<Line>[] = [
  {
    names: inBoth('name'),
    type: 'string',
    source: '`name` in the language of the order, else of the settings, else the first there is',
    whenAbsent: 'left out; flag `products.noName`',
    read: (line) => line.name,
  },
  {
    names: inBoth('sku'),
    type: 'string',
    source: '`variant.sku`; of a custom line item its `key`, else its `slug`',
    whenAbsent: 'left out; flag `products.noSku`',
    read: (line) => line.sku,
  },
  {
    names: inBoth('price'),
    type: 'number',
    source:
      'what one piece cost in the end: `taxedPrice.totalGross`, else `totalPrice`, divided by `quantity`; where that leaves a remainder, rounded to four digits more than the currency has; 0 for a gift',
    whenAbsent: 'left out; flag `products.noPrice`',
    read: (line) => line.price,
  },
  {
    names: inBoth('specialprice'),
    type: 'number',
    source: '`price` again, where a product discount or a cart discount lowered it',
    whenAbsent: 'left out: the price was the regular one',
    read: (line) => (line.isReduced ? line.price : undefined),
  },
  {
    names: inBoth('qty'),
    type: 'number',
    source: '`quantity`, a whole number',
    whenAbsent: 'left out; flag `products.noQuantity`',
    read: (line) => line.quantity,
  },
  {
    names: inBoth('product_id'),
    type: 'string',
    source:
      "the id of the catalog record: `<productId>_<variant.id>`, or `productId` where the tenant's first catalog holds one record per product",
    whenAbsent: 'left out: a custom line item is no product',
    read: (line) => line.productId,
  },
  {
    names: inBoth('parent_id'),
    type: 'string',
    source: '`productId`',
    whenAbsent: 'left out: a custom line item is no product',
    read: (line) => line.parentId,
  },
];

/** Everything that `lineItems` and `customLineItems` tell. A line that lacks something is flagged and never stops an order. */
export function compileLines(
  { locales, dialect }: Pick<OrderSettings, 'locales' | 'dialect'>,
  level: Catalog['level'],
): (order: JsonObject, reading: OrderReading) => OrderLines {
  const toProduct = compileProperties(LINE_PROPERTIES, dialect);

  return (order, reading) => {
    const products: InsightObject[] = [];
    const subtotal = reading.newSum();
    const discount = reading.newSum();
    let isTaxed = reading.isTaxed;

    const addLine = (item: JsonObject, identity: Pick<Line, 'sku' | 'productId' | 'parentId'>): void => {
      const name = lineName(item, order.locale, locales);
      const quantity = readQuantity(item.quantity);
      const gross = reading.isTaxed ? part(item.taxedPrice).totalGross : undefined;
      const total = reading.money(gross ?? item.totalPrice);
      const price = total && quantity && toDecimal(divideMoney(total, quantity));
      const line = { name, price, quantity, isReduced: isReduced(item), ...identity };
      flagGaps(line, total, reading);
      if (reading.isTaxOnTop && gross === undefined) {
        isTaxed = false;
        reading.flag('products.noTax');
      }
      products.push(toProduct(line));
      subtotal.add(total);
      discount.add(lineDiscount(item, reading));
    };

    for (const entry of list(order.lineItems)) {
      const item = part(entry);
      const variant = part(item.variant);
      addLine(item, {
        sku: variant.sku,
        productId: catalogKey(item.productId, variant, level),
        parentId: item.productId,
      });
    }
    for (const entry of list(order.customLineItems)) {
      const item = part(entry);
      addLine(item, { sku: item.key ?? item.slug, productId: undefined, parentId: undefined });
    }
    if (products.length === 0) reading.flag('products.none');
    return { products, subtotal: subtotal.total, isTaxed, discount: discount.total };
  };
}

/** The very key that the catalog gives its record, so that the two always join. */
const catalogKey = (productId: unknown, variant: JsonObject, level: Catalog['level']): string | undefined =>
  typeof productId === 'string' ? recordKey({ id: productId }, variant, level) : undefined;

/** A product discount shows in the price, a cart discount beside it. (commercetools: Carts, LineItem.) */
const isReduced = (item: JsonObject): boolean =>
  list(item.discountedPricePerQuantity).length > 0 || part(part(item.price).discounted).value !== undefined;

function flagGaps(line: Line, total: Money | undefined, reading: OrderReading): void {
  if (line.name === undefined) reading.flag('products.noName');
  if (typeof line.sku !== 'string' || line.sku.trim() === '') reading.flag('products.noSku');
  if (line.quantity === undefined) reading.flag('products.noQuantity');
  if (total === undefined) reading.flag('products.noPrice');
}
