import type { ExpectedCall } from './judging/expected-call.ts';
import type { ApiName } from './recording/exchange.ts';

/** Statuses by operation. */
type Statuses = Readonly<Record<string, readonly number[]>>;

/** Every operation that our clients know, with every kind of answer that the simulators can be brought to give. */
const EXPECTED: Readonly<Record<ApiName, Statuses>> = {
  commercetools: {
    'POST /oauth/token': [200, 401],
    'GET /{projectKey}': [200, 403, 404],
    'GET /{projectKey}/customers': [200, 400, 401, 403],
    'GET /{projectKey}/orders': [200, 400, 403, 413, 429, 500, 502, 503],
    'GET /{projectKey}/product-projections': [200, 403],
    'GET /{projectKey}/products': [200, 403],
    'GET /{projectKey}/inventory': [200, 403],
    'GET /{projectKey}/standalone-prices': [200, 403],
  },
  marketing: {
    'GET /v2/account-info': [200, 400, 401],
    'GET /v2/address-books/{id}': [200, 401, 403, 404],
    'GET /v2/data-fields': [200],
    'POST /v2/data-fields': [201, 400],
    'PUT /contacts/v3/import': [202, 400, 401, 403, 413, 429],
    'GET /contacts/v3/import/{importId}': [200, 400, 404],
    'GET /contacts/v3/{identifier}/{value}': [200, 401, 403, 404, 429],
    'PUT /insightData/v3/import': [202, 401, 403, 413, 429],
    'GET /insightData/v3/import/{importId}': [200, 400, 404],
    'GET /insightData/v3/collections': [200, 401, 403],
    'POST /insightData/v3/collections/{collectionName}': [201, 412],
    'GET /insightData/v3/collections/{collectionName}/schema': [200, 404],
    'GET /insightData/v3/account/{collectionName}': [200, 404],
    'GET /insightData/v3/account/{collectionName}/{recordId}': [200, 404],
  },
};

export const EXPECTED_CALLS: readonly ExpectedCall[] = Object.entries(EXPECTED).flatMap(([api, operations]) =>
  Object.entries(operations).flatMap(([operation, statuses]) =>
    statuses.map((status) => ({ api: api as ApiName, operation, status })),
  ),
);
