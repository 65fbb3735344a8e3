import { describe, expect, it } from '@jest/globals';
import { compileOrderContact } from '../../../../shared/mapping/order/contact.ts';
import type { JsonObject } from '../../../../shared/mapping/order/json-part.ts';
import { ID, order } from './an-order.ts';

const LIST = 345579;

const fieldsOf = (changes: JsonObject): unknown => {
  const submission = compileOrderContact(LIST)(ID, order(changes))?.submission;
  return submission && JSON.parse(submission.json).dataFields;
};

const person = (firstName: unknown, lastName: unknown) => ({ country: 'GB', firstName, lastName });

describe('the contact of an order', () => {
  it('has the email, the name on the bill and the list, and says nothing of consent', () => {
    const changes = { customerEmail: ' Ada@Example.com', billingAddress: person('Ada', 'Lovelace') };
    const submission = compileOrderContact(LIST)(ID, order(changes))?.submission;
    expect(submission).toMatchObject({ id: ID, handle: 'ada@example.com' });
    expect(JSON.parse(submission?.json ?? '')).toEqual({
      matchIdentifier: 'email',
      identifiers: { email: 'ada@example.com' },
      dataFields: { FIRSTNAME: 'Ada', LASTNAME: 'Lovelace', FULLNAME: 'Ada Lovelace' },
      lists: [LIST],
    });
  });

  it('has the name of the delivery where the bill has none', () => {
    const named = { billingAddress: person(' ', undefined), shippingAddress: person('Bob', 'Hope') };
    expect(fieldsOf(named)).toEqual({ FIRSTNAME: 'Bob', LASTNAME: 'Hope', FULLNAME: 'Bob Hope' });
  });

  it('never has a name made of two addresses', () => {
    const two = { billingAddress: person(undefined, 'Lovelace'), shippingAddress: person('Bob', 'Hope') };
    expect(fieldsOf(two)).toEqual({ LASTNAME: 'Lovelace', FULLNAME: 'Lovelace' });
  });

  it('goes without a name that is none', () => {
    expect(fieldsOf({ billingAddress: person(7, {}) })).toEqual({});
    expect(fieldsOf({ billingAddress: person(7, 'Hope') })).toEqual({ LASTNAME: 'Hope', FULLNAME: 'Hope' });
    expect(fieldsOf({})).toEqual({});
  });

  it('is none without an email', () => {
    expect(compileOrderContact(LIST)(ID, order({ customerEmail: '' }))).toBeUndefined();
  });
});
