import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { convert, money, preciseMoney } from '../money.ts';
import { CART_DISCOUNT_ID, LINE_STATE_ID, OFFERS, referenceTo } from '../references.ts';
import type { Sellable } from './sellables.ts';
import { type Tax, taxed, taxRate } from './tax.ts';

/** What the lines of one order have in common. */
export interface Sale {
  currency: string;
  tax: Tax;
  placedAt: string;
}

const cartDiscounted = (sale: Sale, quantity: number, unit: number, reduced: number): JsonObject => ({
  quantity,
  discountedPrice: {
    value: money(sale.currency, reduced),
    includedDiscounts: [
      {
        discount: referenceTo('cart-discount', CART_DISCOUNT_ID),
        discountedAmount: money(sale.currency, unit - reduced),
      },
    ],
  },
});

const states = (quantity: number): JsonObject[] => [{ quantity, state: referenceTo('state', LINE_STATE_ID) }];

interface UnitPrice {
  price: JsonObject;
  /** What one costs after the product's own discount, in the smallest unit; fractions with high precision. */
  unit: number;
}

const makeUnitPrice = (random: Random, sale: Sale, sellable: Sellable): UnitPrice => {
  const unit = convert(sellable.euroCents, sale.currency);
  const kind = random();
  const id = makeId(random);
  if (kind < 0.03 && sale.currency === 'EUR') {
    const precise = unit * 1000 + wholeBetween(random, 1, 999);
    return { price: { id, value: preciseMoney('EUR', precise, 5) }, unit: precise / 1000 };
  }
  const value = money(sale.currency, unit);
  if (kind > 0.15) return { price: { id, value }, unit };
  const reduced = Math.round(unit * 0.8);
  const discounted = {
    value: money(sale.currency, reduced),
    discount: referenceTo('product-discount', OFFERS.lasting),
  };
  return { price: { id, value, discounted }, unit: reduced };
};

/** A line at its price, at a price lowered by a cart discount, or given away; commercetools: Carts, LineItem. */
export function makeLineItem(random: Random, sale: Sale, sellable: Sellable): JsonObject {
  const quantity = pick(random, [1, 1, 1, 1, 2, 2, 3, 5]);
  const { price, unit } = makeUnitPrice(random, sale, sellable);
  const isGift = happens(random, 0.03);
  const isReduced = !isGift && happens(random, 0.15);
  const full = Math.round(unit);
  const paid = isGift ? 0 : isReduced ? Math.round(full * 0.9) : undefined;
  const total = paid === undefined ? Math.round(unit * quantity) : paid * quantity;
  return {
    id: makeId(random),
    ...sellable.head,
    variant: sellable.variant,
    price,
    quantity,
    discountedPricePerQuantity: paid === undefined ? [] : [cartDiscounted(sale, quantity, full, paid)],
    taxRate: taxRate(sale.tax),
    perMethodTaxRate: [],
    addedAt: sale.placedAt,
    lastModifiedAt: sale.placedAt,
    state: states(quantity),
    priceMode: 'Platform',
    lineItemMode: isGift ? 'GiftLineItem' : 'Standard',
    totalPrice: money(sale.currency, total),
    taxedPrice: taxed(sale.tax, sale.currency, total),
    taxedPricePortions: [],
  };
}

const EXTRAS = [
  { slug: 'gift-wrapping', name: { en: 'Gift wrapping', de: 'Geschenkverpackung' }, euroCents: 350 },
  { slug: 'voucher', name: { en: 'Voucher', de: 'Gutschein' }, euroCents: -200 },
];

/** Something without a product: wrapping, or a voucher that counts down; commercetools: Carts, CustomLineItem. */
export function makeCustomLineItem(random: Random, sale: Sale): JsonObject {
  const extra = pick(random, EXTRAS);
  const centAmount = convert(extra.euroCents, sale.currency);
  return {
    id: makeId(random),
    name: extra.name,
    slug: extra.slug,
    money: money(sale.currency, centAmount),
    quantity: 1,
    discountedPricePerQuantity: [],
    taxRate: taxRate(sale.tax),
    perMethodTaxRate: [],
    state: states(1),
    priceMode: 'Standard',
    totalPrice: money(sale.currency, centAmount),
    taxedPrice: taxed(sale.tax, sale.currency, centAmount),
    taxedPricePortions: [],
  };
}
