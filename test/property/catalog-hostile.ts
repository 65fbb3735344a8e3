import fc from 'fast-check';

/** Texts that break things: empty, blank, long, of half characters, with everything that an address gives a meaning to. */
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', minLength: 990, maxLength: 1010 }),
  fc.constantFrom(
    '',
    ' ',
    'a,b',
    '100 %',
    '%2F%',
    '../..',
    '😀',
    '\ud83d',
    'null',
    '{slug}',
    '<b>',
    '\u0000',
    '__proto__',
  ),
);

const json = fc.jsonValue({ maxDepth: 3 });

/** Mostly what the API documents, and now and then anything at all. */
const mostly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: json },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );

const LOCALES = ['de-DE', 'en-GB', 'fr-FR'] as const;

const localized = mostly(fc.dictionary(fc.constantFrom(...LOCALES), mostly(hostileText), { maxKeys: 3 }));

const anyNumber = fc.oneof(
  fc.integer({ min: -10, max: 100_000 }),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }),
  fc.constantFrom(0, -0, 1e300, 2 ** 63, 1e21, 5e-324),
);

const money = mostly(
  fc.record({
    type: fc.constantFrom('centPrecision', 'highPrecision', 'other'),
    currencyCode: mostly(fc.constantFrom('EUR', 'USD')),
    centAmount: mostly(anyNumber),
    preciseAmount: mostly(anyNumber),
    fractionDigits: mostly(fc.integer({ min: -1, max: 21 })),
  }),
);

const address = fc.oneof(
  fc.webUrl({ validSchemes: ['http', 'https', 'ftp'], withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    '//cdn.example/a.jpg',
    '/a.jpg',
    'a.jpg',
    'data:image/png;base64,AA',
    'http://',
    'https:///',
    'http://[',
    'javascript:1',
  ),
  hostileText.map((text) => `https://cdn.example/${text}`),
  hostileText,
);

const stock = mostly(fc.record({ availableQuantity: mostly(anyNumber), isOnStock: fc.boolean() }));

const hostileVariant = fc.record({
  id: mostly(fc.integer({ min: 1, max: 500 })),
  sku: mostly(hostileText),
  key: mostly(hostileText),
  price: mostly(fc.record({ value: money, discounted: mostly(fc.record({ value: money })) })),
  images: mostly(fc.array(mostly(fc.record({ url: mostly(address) })), { maxLength: 4 })),
  availability: mostly(
    fc.tuple(stock, mostly(fc.dictionary(fc.constantFrom('berlin', 'paris'), stock))).map(([entry, channels]) => ({
      ...(typeof entry === 'object' ? entry : {}),
      channels,
    })),
  ),
  attributes: mostly(fc.array(fc.record({ name: hostileText, value: json }))),
});

/** A product projection as it could come, and as it never should. Its id is always a text, which the source makes sure of. */
export const hostileProduct = fc.record({
  id: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, { weight: 1, arbitrary: hostileText }),
  key: mostly(hostileText),
  createdAt: mostly(
    fc.oneof(fc.constantFrom('2025-11-03T08:15:30.1Z', '2025-11-03', '2025-11-03T08:15:30'), hostileText),
  ),
  name: localized,
  slug: localized,
  published: mostly(fc.boolean()),
  hasStagedChanges: mostly(fc.boolean()),
  masterVariant: mostly(hostileVariant),
  variants: mostly(fc.array(mostly(hostileVariant), { maxLength: 4 })),
});

/** Settings are checked before they get here; these are as strange as may pass. */
export const anyCatalog = fc.record({
  name: fc.constant('main'),
  collection: fc.constant('Catalog_main'),
  locales: fc.uniqueArray(fc.constantFrom(...LOCALES), { minLength: 1 }),
  currency: fc.constantFrom('EUR', 'USD'),
  urlTemplate: fc.oneof(
    fc.constantFrom(
      'https://shop.example/{locale}/{slug}?variant={sku}#{key}',
      'https://{key}.shop.example/{id}',
      'http://shop.example:8080/{sku}/{sku}',
      '{sku}',
      '/{slug}',
      'https://shop.example/{nonsense}',
    ),
    hostileText,
  ),
  level: fc.constantFrom('variant' as const, 'product' as const),
  disableLimitShare: fc.constant(0.2),
});
export const hostileSku = hostileText;
