import type { JsonObject } from '../../http/exchange.ts';

const LABELS = (en: string, de: string) => ({ en, de });

export const COLORS = [
  { key: 'red', label: LABELS('Red', 'Rot') },
  { key: 'navy', label: LABELS('Navy', 'Marineblau') },
  { key: 'forest', label: LABELS('Forest green', 'Waldgrün') },
  { key: 'black', label: LABELS('Black', 'Schwarz') },
  { key: 'sand', label: LABELS('Sand', 'Sand') },
];
export const SIZES = ['S', 'M', 'L', 'XL'].map((label) => ({ key: label.toLowerCase(), label }));
export const SEASONS = ['spring', 'summer', 'autumn', 'winter'].map((key) => ({ key, label: key }));

const definition = (name: string, type: JsonObject): JsonObject => ({
  name,
  type,
  label: { en: name },
  isRequired: false,
  level: 'Variant',
  attributeConstraint: 'None',
  inputHint: 'SingleLine',
  isSearchable: true,
});

const ID = '7a000000-0000-4000-8000-';
export const FASHION_TYPE_ID = `${ID}000000000001`;
export const HOME_TYPE_ID = `${ID}000000000002`;
const DIMENSIONS_TYPE_ID = `${ID}000000000003`;

const COMMON = [
  definition('color', { name: 'lenum', values: COLORS }),
  definition('material', { name: 'text' }),
  definition('care', { name: 'ltext' }),
  definition('weightGrams', { name: 'number' }),
  definition('isOrganic', { name: 'boolean' }),
  definition('launchedOn', { name: 'date' }),
  definition('recommendedPrice', { name: 'money' }),
  definition('goesWith', { name: 'reference', referenceTypeId: 'product' }),
];

/** Product types with an attribute of every kind that commercetools knows: text to nested. */
export const PRODUCT_TYPES: readonly (JsonObject & { id: string })[] = [
  {
    id: FASHION_TYPE_ID,
    key: 'fashion',
    name: 'Fashion',
    description: 'Clothing and shoes',
    attributes: [
      ...COMMON,
      definition('size', { name: 'enum', values: SIZES }),
      definition('seasons', { name: 'set', elementType: { name: 'enum', values: SEASONS } }),
    ],
  },
  {
    id: HOME_TYPE_ID,
    key: 'home',
    name: 'Home',
    description: 'Things for the house',
    attributes: [
      ...COMMON,
      definition('dimensions', { name: 'nested', typeReference: { typeId: 'product-type', id: DIMENSIONS_TYPE_ID } }),
    ],
  },
  {
    id: DIMENSIONS_TYPE_ID,
    key: 'dimensions',
    name: 'Dimensions',
    description: 'Nested in other types',
    attributes: [definition('widthCm', { name: 'number' }), definition('heightCm', { name: 'number' })],
  },
];
