/** The words of Insight data (Marketing: Insight data service). */
export const COLLECTION_SCOPES = ['account', 'contact'] as const;
export type CollectionScope = (typeof COLLECTION_SCOPES)[number];

export const COLLECTION_TYPES = [
  'cartInsight',
  'catalog',
  'consentInsight',
  'custom',
  'easyEditorExtensions',
  'nostoEmailCampaigns',
  'orders',
  'productCategories',
  'webInsight',
  'wishList',
] as const;
export type CollectionType = (typeof COLLECTION_TYPES)[number];

/** The published description lists these for v3, without the last four, which v2 knows. */
export type RecordFailureReason =
  | 'InvalidClientKey'
  | 'InvalidContactIdentifier'
  | 'DuplicateKey'
  | 'ContactIdDoesNotExist'
  | 'ContactEmailDoesNotExist'
  | 'JsonContainsNestedArray'
  | 'JsonKeyTooLong'
  | 'JsonKeyInvalidCharacters'
  | 'JsonValueTooLong'
  | 'JsonValueIncompatibleWithSchema'
  | 'JsonNumberValueTooLarge'
  | 'JsonContainsDashUnderscoreClash'
  | 'KeyExistingForDifferentContact'
  | 'ContactPhoneNumberDoesNotExist'
  | 'ContactCustomIdentifierValueDoesNotExist';

const COLLECTION_NAME = /^[-A-Za-z_][-A-Za-z0-9_]{1,255}$/;
const MAX_COLLECTION_NAME_LENGTH = 255;

export function isCollectionName(name: string): boolean {
  return name.length <= MAX_COLLECTION_NAME_LENGTH && COLLECTION_NAME.test(name);
}

/** The vendor's own SDK sends types in PascalCase and passes. */
export function readCollectionType(text: unknown): CollectionType | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const camelCase = text.charAt(0).toLowerCase() + text.slice(1);
  return COLLECTION_TYPES.find((type) => type === camelCase);
}

export function readCollectionScope(text: unknown): CollectionScope | undefined {
  return COLLECTION_SCOPES.find((scope) => scope === text);
}

/** What the platform's features ask of the collections they read; a mismatch would only be noticed when they stay empty. */
export function findCollectionProblem(name: string, scope: CollectionScope, type: CollectionType): string | undefined {
  if (type === 'catalog' && scope !== 'account') return 'A catalog belongs to the account.';
  if (type === 'catalog' && !/^catalog_/i.test(name)) return 'The name of a catalog begins with Catalog_.';
  return type === 'orders' && scope !== 'contact' ? 'Orders belong to contacts.' : undefined;
}
