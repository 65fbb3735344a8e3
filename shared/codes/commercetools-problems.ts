import { type Explanations, explained } from '../domain/explanation.ts';

const WAIT = 'Nothing has to be done: it is tried again by itself.';
const REPORT = 'Report it with the correlation id; nothing was lost.';

/** What the side of commercetools can be in the way with. */
export const COMMERCETOOLS_PROBLEMS = {
  'commercetools.badRequest': explained(
    'commercetools takes a request for malformed. Most often a filter of the tenant is not a valid predicate.',
    'Correct the filter or the query setting that the message names; if there is none, report it with the correlation id.',
  ),
  'commercetools.brokenRecord': explained('A record came without an id, a version or a time of change.', REPORT),
  'commercetools.forbidden': explained(
    'commercetools, or something on the way to it, forbids the request.',
    'Check that no firewall or proxy stands between, and that the API client may read what the message names.',
  ),
  'commercetools.insufficientScope': explained(
    'The API client lacks a scope that the stream needs.',
    'Create an API client with the scope that the message names and store it in the secret of the tenant; an existing client keeps its scopes.',
  ),
  'commercetools.invalidClient': explained(
    'commercetools refuses client id and client secret.',
    'Store those of a live API client of the project in the secret of the tenant; it is read again within minutes.',
  ),
  'commercetools.invalidToken': explained(
    'commercetools refuses the access token, a new one included.',
    'Check that the API client belongs to the project and the region in the settings.',
  ),
  'commercetools.modularCatalog': explained(
    'The project keeps variants and prices outside its products, and the sync reads the classic catalog only.',
    "Take the catalog out of the tenant's settings, or keep the project on the classic catalog.",
  ),
  'commercetools.noAnswer': explained('commercetools did not answer in time, or the connection broke.', WAIT),
  'commercetools.noServerClock': explained(
    'An answer came without the time of the server, which decides where a window ends.',
    'Check that no proxy on the way to commercetools takes the header "Date" off its answers.',
  ),
  'commercetools.notFound': explained(
    'There is no such project at this address.',
    'Correct projectKey and apiUrl in the settings; a project lives in exactly one region.',
  ),
  'commercetools.queryTimedOut': explained(
    'commercetools could not carry the query out in its time.',
    'Nothing has to be done: fewer records are asked for. If it stays with one record a request, simplify the filter.',
  ),
  'commercetools.rateLimited': explained('commercetools allows no more requests at the moment.', WAIT),
  'commercetools.tooLarge': explained(
    'The answer would be too large, or was.',
    'Nothing has to be done: fewer records are asked for. If it stays with one record, that record itself is too large to be read.',
  ),
  'commercetools.tooManyIds': explained('More ids were asked for at once than one request can carry.', REPORT),
  'commercetools.unavailable': explained('commercetools answers with a server error.', WAIT),
  'commercetools.unreadableAnswer': explained(
    'An answer was cut off, or is not what the API promises, such as the page of a proxy.',
    'It is tried again by itself. If it lasts, check what stands between AWS and commercetools.',
  ),
  'commercetools.unsortedPage': explained(
    'The records of a page came in another order than the one asked for, so none of them can be relied on.',
    REPORT,
  ),
  'commercetools.wrongAuthUrl': explained(
    'The address for access tokens does not issue any.',
    'Correct authUrl in the settings of the tenant.',
  ),
} as const satisfies Explanations;
