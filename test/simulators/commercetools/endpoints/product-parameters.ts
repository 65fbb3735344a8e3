import { malformedParameter } from '../errors.ts';
import type { PriceSelection } from '../projection/prices.ts';
import type { ProductShape } from '../projection/product.ts';

const PRICE_SELECTION = ['priceCountry', 'priceChannel', 'priceCustomerGroup', 'priceCustomerGroupAssignments'];

export const PRICE_PARAMETERS: readonly string[] = ['priceCurrency', ...PRICE_SELECTION];
export const SHAPE_PARAMETERS: readonly string[] = [...PRICE_PARAMETERS, 'localeProjection', 'filter[attributes]'];

const readPriceSelection = (query: URLSearchParams): PriceSelection | undefined => {
  const currency = query.get('priceCurrency');
  if (currency === null) {
    const lonely = PRICE_SELECTION.find((name) => query.has(name));
    if (lonely !== undefined) throw malformedParameter(lonely, 'Price selection needs priceCurrency.');
    return undefined;
  }
  if (!/^[A-Z]{3}$/.test(currency)) throw malformedParameter('priceCurrency', `'${currency}' is not a currency code.`);
  const country = query.get('priceCountry');
  if (country !== null && !/^[A-Z]{2}$/.test(country)) {
    throw malformedParameter('priceCountry', `'${country}' is not a country code.`);
  }
  const channel = query.get('priceChannel');
  return {
    currency,
    ...(country !== null && { country }),
    ...(channel !== null && { channel }),
    customerGroups: [...query.getAll('priceCustomerGroup'), ...query.getAll('priceCustomerGroupAssignments')],
  };
};

/** `filter[attributes]=color` keeps only those named, `filter[attributes]=-color` all but those. */
const readAttributeFilter = (query: URLSearchParams): ((name: string) => boolean) => {
  const filters = query.getAll('filter[attributes]');
  const excluded = new Set(filters.filter((name) => name.startsWith('-')).map((name) => name.slice(1)));
  const included = new Set(filters.filter((name) => !name.startsWith('-')));
  if (excluded.size > 0 && included.size > 0) {
    throw malformedParameter('filter[attributes]', 'Attributes are either included or excluded, not both.');
  }
  return (name) => (included.size > 0 ? included.has(name) : !excluded.has(name));
};

/** @throws ReplyError 400 for values that make no sense. */
export function readProductShape(query: URLSearchParams): ProductShape {
  const prices = readPriceSelection(query);
  return {
    ...(prices && { prices }),
    locales: new Set(query.getAll('localeProjection')),
    keepsAttribute: readAttributeFilter(query),
  };
}
