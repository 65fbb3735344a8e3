import type { JsonObject } from '../../http/exchange.ts';
import type { FieldSet } from '../predicate/fields.ts';
import type { ResourceName } from '../resources/all.ts';
import type { Project } from '../store/project.ts';
import type { StoredRecord } from '../store/stored-record.ts';

/** How one request sees the stored records. */
export interface EndpointView {
  /** Whether the endpoint shows this record at all. */
  isServed?(record: StoredRecord): boolean;
  /** What predicates and sorts look at; the stored resource unless given. */
  subject?(record: StoredRecord): JsonObject;
  /** Further dotted paths that the record's columns answer for this request, besides the stored type's own. */
  columns?: readonly string[];
  /** What the answer holds; undefined for the stored JSON as it is. */
  render?(record: StoredRecord): JsonObject | undefined;
}

/** A query endpoint with its by-id form. */
export interface Endpoint {
  stored: ResourceName;
  fields: FieldSet;
  /** Any one of these opens it. */
  scopes(query: URLSearchParams): readonly string[];
  /** Query parameters besides those of every query endpoint. */
  parameters: ReadonlySet<string>;
  /** Reads those parameters. @throws ReplyError 400 when one makes no sense. */
  open(project: Project, query: URLSearchParams): EndpointView;
}
