import type { InsightObject } from '../insight-record.ts';
import { isText, type JsonObject, part } from './json-part.ts';
import { compileProperties, inBoth, type Property } from './property.ts';

/** The properties of an address, whose names begin with what the address is for, in both dialects. */
export const addressProperties = (prefix: 'billing' | 'delivery'): readonly Property<JsonObject>[] => [
  {
    names: inBoth(`${prefix}_address_1`),
    type: 'string',
    source: '`streetName` and `streetNumber`, else `pOBox`',
    whenAbsent: 'left out',
    read: ({ streetName, streetNumber, pOBox }) => joinTexts(' ', streetName, streetNumber) ?? pOBox,
  },
  {
    names: inBoth(`${prefix}_address_2`),
    type: 'string',
    source: '`additionalStreetInfo`, `building` and `apartment`',
    whenAbsent: 'left out',
    read: ({ additionalStreetInfo, building, apartment }) => joinTexts(', ', additionalStreetInfo, building, apartment),
  },
  {
    names: inBoth(`${prefix}_city`),
    type: 'string',
    source: '`city`',
    whenAbsent: 'left out',
    read: ({ city }) => city,
  },
  {
    names: inBoth(`${prefix}_region`),
    type: 'string',
    source: '`region`, else `state`',
    whenAbsent: 'left out',
    read: ({ region, state }) => firstText(region, state),
  },
  {
    names: inBoth(`${prefix}_country`),
    type: 'string',
    source: '`country`, two letters',
    whenAbsent: 'left out',
    read: ({ country }) => country,
  },
  {
    names: inBoth(`${prefix}_postcode`),
    type: 'string',
    source: '`postalCode`',
    whenAbsent: 'left out',
    read: ({ postalCode }) => postalCode,
  },
];

const toBilling = compileProperties(addressProperties('billing'), 'snake_case');
const toDelivery = compileProperties(addressProperties('delivery'), 'snake_case');

export const billingAddressOf = (address: unknown): InsightObject => toBilling(part(address));
export const deliveryAddressOf = (address: unknown): InsightObject => toDelivery(part(address));

const firstText = (...values: readonly unknown[]): unknown => values.find(isText);

function joinTexts(separator: string, ...values: readonly unknown[]): string | undefined {
  let joined: string | undefined;
  for (const value of values) {
    if (isText(value)) joined = joined === undefined ? value : joined + separator + value;
  }
  return joined;
}
