/** A query of Logs Insights, as far as this product's saved queries go. */
export type Command =
  | { readonly kind: 'filter'; readonly condition: Condition }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly string[] }
  | { readonly kind: 'display'; readonly fields: readonly string[] }
  | { readonly kind: 'sort'; readonly field: string; readonly isDescending: boolean }
  | { readonly kind: 'limit'; readonly count: number };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'compare'; readonly field: string; readonly sign: string; readonly value: string | number }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly (string | number)[] }
  | { readonly kind: 'like'; readonly field: string; readonly pattern: RegExp };

/** `latest(lagSeconds) / 60 as lagMinutes` */
export interface Column {
  readonly name: string;
  readonly aggregate: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'latest' | 'earliest';
  /** `*` for all. */
  readonly field: string;
  readonly dividedBy: number;
}

export interface InsightsQuery {
  /** Empty when the query names none. */
  readonly logGroups: readonly string[];
  readonly commands: readonly Command[];
}
