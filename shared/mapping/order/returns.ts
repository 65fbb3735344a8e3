import { type JsonObject, list, part, readQuantity } from './json-part.ts';

/** What has come back, in whatever condition; `Advised` is only announced. (commercetools: Orders, ReturnShipmentState.) */
const BACK = new Set<unknown>(['Returned', 'BackInStock', 'Unusable']);

/** (commercetools: Orders, ReturnPaymentState.) */
const REFUNDED = 'Refunded';

/** Pieces that came back. `undefined` when nobody has announced a return. */
export const returnedPieces = (order: JsonObject): number | undefined =>
  countPieces(order, ({ shipmentState }) => BACK.has(shipmentState));

/** Pieces that were refunded. How much money that was is told by payments, not by orders. */
export const refundedPieces = (order: JsonObject): number | undefined =>
  countPieces(order, ({ paymentState }) => paymentState === REFUNDED);

function countPieces(order: JsonObject, counts: (item: JsonObject) => boolean): number | undefined {
  let pieces: number | undefined;
  for (const entry of list(order.returnInfo)) {
    for (const returned of list(part(entry).items)) {
      const item = part(returned);
      pieces = (pieces ?? 0) + (counts(item) ? (readQuantity(item.quantity) ?? 0) : 0);
    }
  }
  return pieces;
}
