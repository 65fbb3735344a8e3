import type { DestinationKind } from './lane-budget.ts';

/** A data field of the Marketing account that a stream fills. */
export interface DataField {
  name: string;
  type: 'String' | 'Numeric' | 'Date' | 'Boolean';
}

/** Where a stream's records go. Streams whose destinations share a `name` write the same records. */
export type Destination = ContactDestination;

export interface ContactDestination {
  kind: Extract<DestinationKind, 'contact'>;
  name: 'contacts';
  listId: number;
  fields: readonly DataField[];
}
