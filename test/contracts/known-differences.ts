import type { KnownDifference } from './judging/known-difference.ts';

/**
 * Where the published descriptions are wrong or silent, each with what says so. What can be mended in our clients or
 * simulators does not belong here. An entry that excuses nothing any more fails the run.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    api: 'commercetools',
    rule: 'broken-file',
    operation: 'commercetools-openapi.yaml',
    reason:
      'Texts that explain the words of some enumerations run over several lines without the indentation that YAML asks ' +
      'for. Only these texts are lost.',
  },
  {
    api: 'commercetools',
    rule: 'undescribed-operation',
    operation: 'POST /oauth/token',
    reason: 'Tokens are issued on a host of their own, which the documentation describes in prose (Authorization).',
  },
  {
    api: 'commercetools',
    rule: 'missing-property',
    at: /\.\/(?:\^.+\$)?\/$/,
    reason:
      'The description is made from RAML, where a property name between slashes is a pattern for any number of names. ' +
      'Here it has become the name of one property that has to be there.',
  },
  {
    api: 'commercetools',
    rule: 'type',
    at: /\.custom\.fields\.[^.[]+$/,
    reason:
      'The same patterns, for values: a custom field may be a boolean, a number, a set (Types, FieldType), and the ' +
      'description makes a string of each.',
  },
  {
    api: 'commercetools',
    rule: 'type',
    at: /\.availability\.channels\.[^.[]+$/,
    schema: '#/components/schemas/ProductVariantChannelAvailability',
    reason: 'And again: what is on stock in a channel is an object (ProductVariantChannelAvailability), not a string.',
  },
  {
    api: 'commercetools',
    rule: 'unknown-property',
    status: [401, 403],
    at: /^body\.error(?:_description)?$/,
    reason:
      'Refusals of a token carry the two fields of OAuth besides (Errors; AuthErrorResponse in the same file), but the ' +
      'operations name the plain ErrorResponse.',
  },
  {
    api: 'commercetools',
    rule: 'undescribed-body',
    status: 404,
    schema: '#/components/schemas/ErrorResponse',
    reason: 'The response is there, but not its body, which is that of every error (Errors, 404).',
  },
  {
    api: 'commercetools',
    rule: 'undescribed-status',
    status: 413,
    schema: '#/components/schemas/ErrorResponse',
    reason: 'No operation names it, though the file has its error, ContentTooLargeError.',
  },
  {
    api: 'commercetools',
    rule: 'undescribed-status',
    status: 429,
    schema: '#/components/schemas/ErrorResponse',
    reason: 'Nobody publishes a limit of the rate. A client that meets one all the same has to cope.',
  },
  {
    api: 'marketing',
    rule: 'unknown-property',
    operation: /\/insightData\/v3\//,
    at: /^body\.(?:(?:records|_items)\[\]\.)?(?:key|json)$/,
    reason:
      'One part of the record says that nothing but its own properties is allowed, which rules out those of the other ' +
      'part, key and json. The examples of the same file have them.',
  },
  {
    api: 'marketing',
    rule: 'enum',
    operation: 'GET /insightData/v3/import/{importId}',
    at: 'body.status',
    reason:
      'A finished import is called "Complete" in the enumeration and "Finished" in the example beside it, and "Finished" ' +
      "is what the vendor's own connectors wait for.",
  },
  {
    api: 'marketing',
    rule: 'type',
    operation: 'GET /insightData/v3/collections/{collectionName}/schema',
    at: 'body.schema',
    reason: 'The columns are described as an object, and are a list in the example beside it.',
  },
  {
    api: 'marketing',
    rule: 'undescribed-status',
    operation: / \/v2\//,
    status: [400, 401, 403, 404],
    reason:
      'The files of v2 describe success alone. Refusals are told in prose (API conventions, Error response types).',
  },
  {
    api: 'marketing',
    rule: 'undescribed-status',
    operation: / \/\w+\/v3\//,
    status: 403,
    reason:
      'A call in the wrong region, or for a feature that is off, is refused so (API conventions); no file says it.',
  },
  {
    api: 'marketing',
    rule: 'undescribed-status',
    operation: / \/\w+\/v3\/import$/,
    status: 413,
    reason: 'The size of an import is limited (notes on the bulk imports); how that is said is not described.',
  },
  {
    api: 'marketing',
    rule: 'undescribed-status',
    operation: / \/\w+\/v3\//,
    status: 429,
    schema: '#/components/schemas/errorResponse',
    reason:
      'Every call counts against a rate, and Insight imports are limited in number (Call rate limits); not described.',
  },
  {
    api: 'marketing',
    rule: 'missing-body',
    operation: 'PUT /contacts/v3/import',
    status: 429,
    reason:
      'The description knows one of its two meanings, too many active imports. An exhausted rate is told by headers ' +
      '(Call rate limits).',
  },
  {
    api: 'marketing',
    rule: ['missing-property', 'unknown-property'],
    operation: / \/\w+\/v3\//,
    status: 400,
    at: /^body\.(?:errorCode|description|message)$/,
    reason:
      'The hourly cap of older accounts is told in the envelope of v2 wherever it is met (Error response types, ' +
      'ERROR_APIUSAGE_EXCEEDED).',
  },
];
