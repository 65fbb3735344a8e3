import { addMoney, type Money } from '../../domain/money.ts';
import type { Catalog, OrderSettings } from '../../domain/tenant.ts';
import type { Submission } from '../../ports.ts';
import { insightSubmission, isRecordKey, readInstant } from '../insight-record.ts';
import type { RecordRefiner } from '../record-fields.ts';
import { orderEmail } from './contact.ts';
import { readDelivery } from './delivery.ts';
import { totalDiscount } from './discounts.ts';
import type { JsonObject } from './json-part.ts';
import { compileLines } from './lines.ts';
import { ORDER_PROPERTIES, type OrderFacts } from './properties.ts';
import { compileProperties } from './property.ts';
import { OrderReading } from './reading.ts';

/** An order without an amount is worth nothing to the platform's figures, and one without a date has no place in them. */
export const ORDER_WITHOUT_TOTAL = 'OrderWithoutTotal';
export const ORDER_WITHOUT_DATE = 'OrderWithoutDate';
/** Marketing's own word for a key it does not take. */
const UNUSABLE_KEY = 'InvalidClientKey';

export type MappedOrder =
  | { outcome: 'send'; submission: Submission; flags: readonly string[] }
  | { outcome: 'skip'; reason: 'noEmail' }
  | { outcome: 'reject'; id: string; code: string };

export type OrderMapper = (id: string, order: JsonObject, locales?: readonly string[]) => MappedOrder;

/**
 * Prepares once what runs for every order. The mapper never throws: whatever an order lacks has a name.
 * @param level what a catalog record stands for, which decides how a line names its product
 * @param refine what the tenant adds to the record, replaces in it or takes out of it
 */
export function compileOrder(settings: OrderSettings, level: Catalog['level'], refine?: RecordRefiner): OrderMapper {
  const readLines = compileLines(settings, level);
  const toRecord = compileProperties(ORDER_PROPERTIES, settings.dialect);

  return (id, order, locales = []) => {
    const email = orderEmail(order);
    if (email === undefined) return { outcome: 'skip', reason: 'noEmail' };
    if (!isRecordKey(id)) return { outcome: 'reject', id, code: UNUSABLE_KEY };
    const reading = OrderReading.begin(order);
    if (reading === undefined) return { outcome: 'reject', id, code: ORDER_WITHOUT_TOTAL };
    const purchaseDate = readInstant(order.completedAt ?? order.createdAt);
    if (purchaseDate === undefined) return { outcome: 'reject', id, code: ORDER_WITHOUT_DATE };

    const lines = readLines(order, reading);
    const delivery = readDelivery(order, reading);
    const facts: OrderFacts = {
      order,
      id,
      email,
      currency: reading.total.currency,
      purchaseDate,
      status: readStatus(order.orderState, settings.statuses, reading),
      total: reading.total,
      subtotal: lines.subtotal,
      subtotalInclTax: lines.isTaxed ? lines.subtotal : undefined,
      discount: sum(lines.discount, delivery.discount, totalDiscount(order, reading)),
      deliveryMethod: delivery.method,
      deliveryTotal: delivery.total,
      products: lines.products,
    };
    const record = toRecord(facts);
    const unfit = refine?.(record, order, locales) ?? [];
    const submission = insightSubmission(id, id, record, { identifier: 'email', value: email });
    return { outcome: 'send', submission, flags: [...reading.flags, ...unfit] };
  };
}

function readStatus(
  state: unknown,
  statuses: Readonly<Record<string, string>>,
  reading: OrderReading,
): string | undefined {
  if (typeof state === 'string' && Object.hasOwn(statuses, state)) return statuses[state];
  reading.flag('order_status.unknown');
  return undefined;
}

const sum = (...amounts: readonly (Money | undefined)[]): Money | undefined =>
  amounts.reduce((total, amount) => total && amount && addMoney(total, amount));
