import type { Project } from '../../commercetools/store/project.ts';
import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { makeBuyer } from './buyer.ts';
import { HOSTILE_ORDERS } from './hostile-orders.ts';
import { makeOrder } from './order.ts';
import { readSellables } from './sellables.ts';

/** Orders of the project's customers and of guests. @returns which hostile orders are where. */
export function seedOrders(
  project: Project,
  random: Random,
  options: { orders: number; hostile: boolean },
): { id: string; kind: string }[] {
  const nowMs = project.clock.now();
  const sellables = readSellables(project);
  const awkward = options.hostile ? HOSTILE_ORDERS.slice(0, Math.floor(options.orders / 10)) : [];
  const hostileOrders: { id: string; kind: string }[] = [];

  function* makeAll(): Generator<JsonObject> {
    for (let index = 0; index < options.orders; index++) {
      const order = makeOrder(random, index, nowMs, makeBuyer(random, project), sellables);
      const odd = awkward[index];
      if (odd) hostileOrders.push({ id: order.id, kind: odd.kind });
      yield odd ? odd.change(order) : order;
    }
  }
  project.seed('orders', makeAll());
  return hostileOrders;
}
