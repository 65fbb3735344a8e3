/**
 * What Marketing has to hold of the people in a shop, worked out from commercetools' JSON alone. Several records may speak
 * of one address: two customers, or guests' orders. Which of them comes last is nobody's promise, so a field may have the
 * value that any of them gives; but what a customer says always wins over what an order says.
 */
import { type Order, orderEmailOf } from './orders.ts';
import { emailOf, textOf } from './texts.ts';

export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly dateOfBirth?: string;
}

/** Data field -> values it may have. A field that is not named must not be there. */
export type Allowed = Readonly<Record<string, ReadonlySet<string>>>;

type Fields = Readonly<Record<string, string | undefined>>;

const names = (firstName: unknown, lastName: unknown): Fields => {
  const both = [firstName, lastName].filter((name) => textOf(name) !== undefined).join(' ');
  return { FIRSTNAME: textOf(firstName), LASTNAME: textOf(lastName), FULLNAME: textOf(both) };
};

const ofCustomer = ({ id, firstName, lastName, dateOfBirth }: Customer): Fields => ({
  ...names(firstName, lastName),
  DOB: dateOfBirth === undefined ? undefined : `${dateOfBirth}T12:00:00Z`,
  CUSTOMER_ID: id,
});

function ofOrder({ billingAddress = {}, shippingAddress = {} }: Order): Fields {
  const isNamed = textOf(billingAddress.firstName) !== undefined || textOf(billingAddress.lastName) !== undefined;
  const address = isNamed ? billingAddress : shippingAddress;
  return names(address.firstName, address.lastName);
}

/** @param orders those whose contact may have been made from them: guests', and those of an address no customer has */
export function expectedContacts(customers: readonly Customer[], orders: readonly Order[]): Map<string, Allowed> {
  const said = new Map<string, { customers: Fields[]; orders: Fields[] }>();
  const about = (email: string | undefined) => {
    if (email === undefined) return undefined;
    const entry = said.get(email) ?? { customers: [], orders: [] };
    said.set(email, entry);
    return entry;
  };
  for (const customer of customers) about(emailOf(customer.email))?.customers.push(ofCustomer(customer));
  const known = new Set(said.keys());
  for (const order of orders) {
    const email = orderEmailOf(order);
    const isSource = order.customerId === undefined || (email !== undefined && !known.has(email));
    if (isSource) about(email)?.orders.push(ofOrder(order));
  }
  return new Map(Array.from(said, ([email, sources]) => [email, allow(sources.customers, sources.orders)]));
}

function allow(customers: readonly Fields[], orders: readonly Fields[]): Allowed {
  const allowed: Record<string, Set<string>> = {};
  for (const name of ['FIRSTNAME', 'LASTNAME', 'FULLNAME', 'DOB', 'CUSTOMER_ID']) {
    const valuesOf = (sources: readonly Fields[]) => sources.flatMap((fields) => fields[name] ?? []);
    const own = valuesOf(customers);
    const values = own.length > 0 ? own : valuesOf(orders);
    if (values.length > 0) allowed[name] = new Set(values);
  }
  return allowed;
}
