import type { Project } from '../../commercetools/store/project.ts';
import type { Random } from '../../http/seeded-random.ts';
import { wholeBetween } from '../choices.ts';
import { pickRecord } from '../pick-record.ts';
import { type Buyer, makeBuyer, makeGuest } from './buyer.ts';
import { makeOrder } from './order.ts';
import { readSellables } from './sellables.ts';

const placeOrder = (project: Project, random: Random, buyer: Buyer): string => {
  const index = wholeBetween(random, 10_000_000, 999_999_999);
  const made = makeOrder(random, index, project.clock.now(), buyer, readSellables(project));
  const { version: _, createdAt: _created, lastModifiedAt: _modified, completedAt: _completed, ...draft } = made;
  const fresh = { orderState: 'Open', paymentState: 'Pending' };
  return project.create('orders', { ...draft, ...fresh }).id;
};

/** Open, then confirmed, then complete; a cancelled order is opened again. */
const NEXT: Record<string, string> = {
  Open: 'Confirmed',
  Confirmed: 'Complete',
  Complete: 'Cancelled',
  Cancelled: 'Open',
};

const changeState = (project: Project, random: Random): string | undefined => {
  const order = pickRecord(project, random, 'orders');
  const orderState = NEXT[String(order?.orderState)] ?? 'Open';
  return order && project.change('orders', order.id, { orderState }).id;
};

export const ORDER_VERBS = {
  createOrders: (project: Project, random: Random) => placeOrder(project, random, makeBuyer(random, project)),
  createGuestOrders: (project: Project, random: Random) => placeOrder(project, random, makeGuest(random)),
  changeOrderStates: changeState,
};
