export const API_NAMES = ['commercetools', 'marketing'] as const;
export type ApiName = (typeof API_NAMES)[number];

/** Names in lower case. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** One call as it went over the wire, bodies undone of their encoding. */
export interface Exchange {
  readonly api: ApiName;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  readonly request: { readonly headers: Headers; readonly body: Buffer };
  /** Absent when the caller got none, or only a part of one. */
  readonly answer?: { readonly status: number; readonly headers: Headers; readonly body: Buffer };
}

/** The one value of a header that is sent once. */
export const headerOf = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};
