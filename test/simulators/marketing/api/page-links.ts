/**
 * The paging envelope of v3: `{ _items, _links: { self, first, next? } }`, no `next` on the last page. Markers are
 * opaque to the client; here they carry the place from which the page begins.
 */
export function encodeMarker(place: string): string {
  return Buffer.from(place, 'utf8').toString('base64');
}

/** Nothing when the marker was not made here. */
export function decodeMarker(marker: string): string | undefined {
  const place = Buffer.from(marker, 'base64').toString('utf8');
  return encodeMarker(place) === marker ? place : undefined;
}

export function pageOf(
  path: string,
  query: URLSearchParams,
  items: readonly unknown[],
  marker: string,
  nextPlace: string | undefined,
): {
  readonly _items: readonly unknown[];
  readonly _links: Readonly<Record<string, { marker: string; link: string }>>;
} {
  const linkTo = (target: string) => {
    const parameters = new URLSearchParams(query);
    parameters.set('marker', target);
    return { marker: target, link: `${path}?${parameters}` };
  };
  return {
    _items: items,
    _links: {
      self: linkTo(marker),
      first: linkTo(encodeMarker('')),
      ...(nextPlace !== undefined && { next: linkTo(encodeMarker(nextPlace)) }),
    },
  };
}
