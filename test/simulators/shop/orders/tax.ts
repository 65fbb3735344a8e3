import type { JsonObject } from '../../http/exchange.ts';
import { money } from '../money.ts';

/** What is charged on a sale in one country. */
export interface Tax {
  rate: number;
  isIncluded: boolean;
  country: string;
}

const TAXES: Record<string, Tax> = {
  DE: { rate: 0.19, isIncluded: true, country: 'DE' },
  AT: { rate: 0.2, isIncluded: true, country: 'AT' },
  GB: { rate: 0.2, isIncluded: true, country: 'GB' },
  US: { rate: 0.08, isIncluded: false, country: 'US' },
};

export const taxOf = (country: string): Tax => TAXES[country] ?? { rate: 0.1, isIncluded: true, country };

export const taxRate = (tax: Tax): JsonObject => ({
  id: `tax-${tax.country.toLowerCase()}`,
  name: `${Math.round(tax.rate * 100)} % ${tax.country}`,
  amount: tax.rate,
  includedInPrice: tax.isIncluded,
  country: tax.country,
  subRates: [],
});

/** Net, gross and tax of an amount that is gross when tax is included in prices and net otherwise. */
export const taxed = (tax: Tax, currency: string, centAmount: number): JsonObject => {
  const net = tax.isIncluded ? Math.round(centAmount / (1 + tax.rate)) : centAmount;
  const gross = tax.isIncluded ? centAmount : Math.round(centAmount * (1 + tax.rate));
  const totalTax = money(currency, gross - net);
  return {
    totalNet: money(currency, net),
    totalGross: money(currency, gross),
    taxPortions: [{ name: `${Math.round(tax.rate * 100)} %`, rate: tax.rate, amount: totalTax }],
    totalTax,
  };
};
