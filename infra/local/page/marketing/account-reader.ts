import type { CollectionView, RecordPage } from '../model.ts';

export interface AccountCounts {
  /** `null` where the account does not tell. */
  readonly contacts: number | null;
  readonly collections: readonly CollectionView[];
}

/** How the page looks into one account of Marketing. */
export interface AccountReader {
  readonly isSimulated: boolean;
  count(): Promise<AccountCounts>;
  /** Absent where records are none of this page's business. */
  readonly records?: {
    contacts(from: number, limit: number): Promise<RecordPage>;
    collection(name: string, from: number, limit: number): Promise<RecordPage>;
  };
}

/** `collectionType` as Marketing spells it; see Marketing: Insight data v3, collection types. */
export const kindOfCollection = (collectionType: string): CollectionView['kind'] => {
  const type = collectionType.toLowerCase();
  return type === 'orders' ? 'orders' : type.includes('catalog') ? 'catalog' : 'other';
};
