import type { Project } from '../../commercetools/store/project.ts';
import type { Random } from '../../http/seeded-random.ts';
import { pick, wholeBetween } from '../choices.ts';
import { pickRecord } from '../pick-record.ts';
import { makeCustomer } from './customer.ts';
import { readMarkets } from './markets.ts';

/** Numbers that no seeded customer has. */
const freshIndex = (random: Random): number => wholeBetween(random, 10_000_000, 999_999_999);

const createCustomer = (project: Project, random: Random): string => {
  const made = makeCustomer(random, freshIndex(random), project.clock.now());
  const { version: _, createdAt: _created, lastModifiedAt: _modified, ...draft } = made;
  return project.create('customers', draft).id;
};

const renameCustomer = (project: Project, random: Random): string | undefined => {
  const customer = pickRecord(project, random, 'customers');
  const market = pick(random, readMarkets());
  const name = { firstName: pick(random, market.firstNames), lastName: pick(random, market.lastNames) };
  return customer && project.change('customers', customer.id, name).id;
};

const changeEmail = (project: Project, random: Random): string | undefined => {
  const customer = pickRecord(project, random, 'customers');
  const email = `moved.${freshIndex(random)}@example.com`;
  return customer && project.change('customers', customer.id, { email }).id;
};

const deleteCustomer = (project: Project, random: Random): string | undefined => {
  const customer = pickRecord(project, random, 'customers');
  if (customer) project.remove('customers', customer.id);
  return customer?.id;
};

export const CUSTOMER_VERBS = {
  createCustomers: createCustomer,
  renameCustomers: renameCustomer,
  changeCustomerEmails: changeEmail,
  deleteCustomers: deleteCustomer,
};
