import type { JsonObject } from '../../http/exchange.ts';
import type { FieldSet } from '../predicate/fields.ts';

/** What the simulator must know of a resource type to store and query it. */
export interface Resource {
  /** Fields that predicates and sorts may name. */
  fields: FieldSet;
  /** Top-level fields kept beside the stored JSON because queries often filter by them. */
  columns: readonly string[];
  /** Any one of these lets a client read it; `manage_…` includes `view_…`. */
  scopes: readonly string[];
  /** Values of required fields for records that a test creates with less. */
  defaults: JsonObject;
}
