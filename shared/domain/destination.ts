import type { DestinationKind } from './lane-budget.ts';

/** A data field of the Marketing account that a stream fills. */
export interface DataField {
  name: string;
  type: 'String' | 'Numeric' | 'Date' | 'Boolean';
}

/** Where a stream's records go. Streams whose destinations share a `name` write the same records. */
export type Destination = ContactDestination | InsightDestination;

export interface ContactDestination {
  kind: Extract<DestinationKind, 'contact'>;
  name: 'contacts';
  listId: number;
  fields: readonly DataField[];
  /** `overwrite`: what is sent wins. `overwriteIfEmpty`: only blanks are filled, so that better data is never lost. */
  mergeOption: 'overwrite' | 'overwriteIfEmpty';
}

export interface InsightDestination {
  kind: Extract<DestinationKind, 'insight'>;
  /** Name of the collection. */
  name: string;
  scope: 'account' | 'contact';
  type: 'orders' | 'catalog';
  /**
   * Columns that none of our records has: a collection that holds one of them is filled by somebody who spells properties
   * in another dialect, and a mix of the two is of no use to the platform.
   */
  foreignColumns?: readonly string[];
}
