import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { contactSubmission, readEmail, saysNo } from '../mapping/contact.ts';
import { DEFAULT_CONTACT_FIELDS } from '../mapping/customer-fields.ts';
import { compileExpression } from '../mapping/expression.ts';
import { compileFields, mergeFields } from '../mapping/field-mapping.ts';
import { both, compileFilter } from '../mapping/filter.ts';
import { localesFor, mappingOf } from './mapping-of.ts';
import type { Stream } from './stream.ts';

/** Customers with an email address become contacts in the tenant's list. */
export function customersStream(tenant: Tenant): Stream {
  const { listId } = tenant.marketing;
  const mapping = mappingOf(tenant, 'customers');
  const fields = mergeFields(DEFAULT_CONTACT_FIELDS, mapping.fields);
  const toFields = compileFields(fields);
  const passes = compileFilter(mapping.filter);
  const readOptIn = mapping.optIn === undefined ? undefined : compileExpression(mapping.optIn);
  return {
    name: 'customers',
    fingerprint: fingerprintOf({ listId, fields: DEFAULT_CONTACT_FIELDS, mapping }),
    rejectsAs: 'customers',
    reads: { resource: 'customers', ...both(undefined, mapping.where) },
    requestSize: { start: 500, max: 500 },
    writes: {
      kind: 'contact',
      name: 'contacts',
      listId,
      fields: fields.map(({ to, type }) => ({ name: to, type })),
      mergeOption: 'overwrite',
    },
    after: [],
    mapRecord: (customer) => {
      const email = readEmail(customer.email);
      if (email === undefined) return [{ outcome: 'skip', reason: 'noEmail' }];
      const locales = localesFor(customer, tenant);
      if (passes && !passes(customer, locales)) return [{ outcome: 'skip', reason: 'filtered' }];
      const { values, unfit } = toFields(customer, locales);
      const isUnsubscribed = readOptIn !== undefined && saysNo(readOptIn(customer, locales));
      const submission = contactSubmission(customer.id, email, values, listId, isUnsubscribed);
      return [{ outcome: 'send', submission, flags: unfit }];
    },
  };
}
