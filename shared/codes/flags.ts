import { type Explanation, type Explanations, explained } from '../domain/explanation.ts';
import { ORDER_FLAGS, type OrderFlag } from '../mapping/order/reading.ts';

const ORDER_REMEDIES: Readonly<Record<OrderFlag, string>> = {
  'products.none': 'Nothing has to be done if the order is meant to be empty.',
  'products.noSku': 'Give the variant a SKU in commercetools; orders placed from then on carry it.',
  'products.noName': "Give the product a name in one of the languages of the tenant's orders.locales.",
  'products.noPrice': 'Look at the totals of the order in commercetools.',
  'products.noQuantity': 'Look at the quantities of the order in commercetools.',
  'products.noTax': 'Have taxes calculated before the order is placed, if prices with taxes are wanted.',
  'order_status.unknown': 'Add the state to orders.statuses in the settings of the tenant.',
  'money.unreadable': 'Look at the amounts of the order in commercetools.',
  'money.otherCurrency': 'Look at the amounts of the order in commercetools: they should share one currency.',
};

const asSentence = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}.`;

/** Orders that are sent and worth a look. */
const ORDERS: Explanations = Object.fromEntries(
  Object.entries(ORDER_FLAGS).map(([flag, cause]) => [
    flag,
    explained(asSentence(cause), ORDER_REMEDIES[flag as OrderFlag]),
  ]),
);

/** Why a value does not fit its field; a flag names the field before it: `DOB.notADate`. */
export const UNFIT_VALUES = {
  notABoolean: explained(
    'The value is neither true nor false.',
    'Correct the value in commercetools, or the type in the mapping.',
  ),
  notADate: explained('The value is not a date.', 'Correct the value in commercetools, or the type in the mapping.'),
  notANumber: explained(
    'The value is not a number.',
    'Correct the value in commercetools, or the type in the mapping.',
  ),
  notEvaluated: explained(
    'A function of the expression was given what it does not take, mostly because the record lacks a value.',
    'Give the function something for records without the value, such as not_null(custom.fields.tags, `[]`), or give the entry a default.',
  ),
  notInValues: explained(
    'The mapping lists the values it knows, this is none of them, and no default is given.',
    'Add the value, or a default, to the entry of the mapping.',
  ),
  notText: explained('The value is not a text.', 'Map a part of it that is a text, or change the type in the mapping.'),
  numberTooLarge: explained('The number has more than 18 digits.', 'Map it as String.'),
} as const satisfies Explanations;

const CATALOG = {
  notRecommendable: explained(
    "A record lacks something that Marketing's product recommendations need; it is sent all the same.",
    'See the flags that begin with notRecommendable. for what is missing, and how often.',
  ),
} as const satisfies Explanations;

export const FLAGS: Explanations = { ...ORDERS, ...CATALOG };

/** Flags that name a field. */
export function explainFieldFlag(flag: string): Explanation | undefined {
  const dot = flag.lastIndexOf('.');
  const [field, word] = [flag.slice(0, dot), flag.slice(dot + 1)];
  if (dot < 1 || word === '') return undefined;
  if (field === 'notRecommendable') {
    return explained(
      `The record has no ${word}, which Marketing's product recommendations need; it is sent all the same.`,
      `Fill what ${word} is made of in commercetools, or map it to something that is filled.`,
    );
  }
  const unfit = Object.hasOwn(UNFIT_VALUES, word) ? UNFIT_VALUES[word as keyof typeof UNFIT_VALUES] : undefined;
  return (
    unfit && explained(`${unfit.cause} The field ${field} is left out, the rest of the record is sent.`, unfit.remedy)
  );
}
