import type { JsonObject } from '../../http/exchange.ts';
import type { FieldSet } from '../predicate/fields.ts';

/** What the simulator must know of a resource type to store it. */
export interface Resource {
  /** Fields that predicates and sorts may name. */
  fields: FieldSet;
  /** Top-level fields kept beside the stored JSON because queries often filter by them. */
  columns: readonly string[];
  /** Further columns, computed from the resource when it is stored. */
  deriveColumns?(resource: JsonObject): JsonObject;
  /** The column by which other resources look records up. */
  indexedBy?: string;
  /** Any one of these lets a client read it; `manage_…` includes `view_…`. */
  scopes: readonly string[];
  /** What a reference to it is called. */
  typeId: string;
  /** Values of required fields for records that a test creates with less. */
  defaults: JsonObject;
}
