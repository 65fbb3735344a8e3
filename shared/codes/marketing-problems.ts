import { type Explanations, explained } from '../domain/explanation.ts';

const WAIT = 'Nothing has to be done: it is tried again by itself.';
const CHECK_URL = 'If it lasts, check marketing.apiUrl in the settings of the tenant.';

/** What the side of Marketing can be in the way with. */
export const MARKETING_PROBLEMS = {
  'marketing.accessDenied': explained(
    'Marketing knows the API user and denies it what was asked for: another region, a permission, or a product that the account lacks.',
    'Check the region in marketing.apiUrl, and that the API user may manage contacts and Insight data.',
  ),
  'marketing.bodyTooLarge': explained(
    'An import is larger than Marketing takes at once.',
    'Nothing has to be done: pages get smaller. If it stays with one record, that record itself is too large.',
  ),
  'marketing.collectionLimit': explained(
    'The Marketing account has no room for another Insight data collection.',
    'Delete collections that nobody uses; the sync then goes on by itself.',
  ),
  'marketing.collectionNameUnusable': explained(
    'Marketing takes no collection of this name.',
    'Use 2 to 255 letters, digits, - and _, not beginning with a digit.',
  ),
  'marketing.collectionTaken': explained(
    'A collection of this name exists and is of another type or scope.',
    'Choose another name in the settings, or delete the collection in Marketing with all its records.',
  ),
  'marketing.credentialsRefused': explained(
    'Marketing refuses the API user.',
    'Put email and password of an enabled API user into the secret of the tenant; it is read again by itself.',
  ),
  'marketing.featureOff': explained(
    'A feature that the sync needs is not active in the Marketing account.',
    'Have Insight data and API access activated for the account.',
  ),
  'marketing.fieldHidden': explained(
    'Marketing says that a data field exists and does not list it.',
    'Map to a data field of another name.',
  ),
  'marketing.fieldLimit': explained(
    'The Marketing account has no room for another data field.',
    'Delete data fields that nobody uses, or take the field out of the mapping.',
  ),
  'marketing.fieldNameUnusable': explained(
    'Marketing takes no data field of this name.',
    'Use 1 to 20 letters, digits, - and _ in the mapping.',
  ),
  'marketing.fieldTypeClash': explained(
    'A data field exists in Marketing with another type than the mapping gives it.',
    'Map to a field of another name, or delete the field in Marketing (its values are lost) and let the sync create it.',
  ),
  'marketing.listLimit': explained(
    'The Marketing account has no room for another list.',
    'Choose one of its lists, or delete one that nobody uses.',
  ),
  'marketing.listMissing': explained(
    'The list that contacts are added to does not exist.',
    'Put the id of a list of the account into marketing.listId of the tenant.',
  ),
  'marketing.listNameTaken': explained(
    'The account has a list or a segment of this name already.',
    'Choose that list, or give another name.',
  ),
  'marketing.listReserved': explained(
    'The list is one that Marketing keeps for itself.',
    'Put the id of a list of your own into marketing.listId of the tenant.',
  ),
  'marketing.noImportSlot': explained(
    'Marketing is working on as many imports of this account as it may; other integrations can hold them.',
    WAIT,
  ),
  'marketing.otherDialect': explained(
    'The orders collection is filled in the other spelling (snake_case or camelCase), and a mix is of no use.',
    'Set orders.dialect to the one the collection holds, choose another orders.collection, or delete the collection in Marketing.',
  ),
  'marketing.pageRefused': explained(
    'Marketing refuses a whole page and no record of it is to blame.',
    "Compare what preview shows with Marketing's API documentation.",
  ),
  'marketing.rateLimited': explained('Marketing allows no more calls at the moment.', WAIT),
  'marketing.refused': explained(
    'Marketing refuses a request for a reason that is not the fault of a record.',
    "Look the code in the message up in Marketing's API documentation and correct what it names.",
  ),
  'marketing.searchCutShort': explained(
    'Marketing refused an import, and the time was up before the record that spoils it was found.',
    'Nothing has to be done: the search begins anew.',
  ),
  'marketing.searchInterrupted': explained(
    'The search for a record that spoils an import was interrupted.',
    'Nothing has to be done: the search begins anew.',
  ),
  'marketing.storageFull': explained(
    'The Marketing account has no Insight data storage left.',
    'Shorten the retention of Insight data, delete collections, or have the allowance raised.',
  ),
  'marketing.timedOut': explained('Marketing did not answer in time.', WAIT),
  'marketing.unavailable': explained('Marketing answers with a server error.', WAIT),
  'marketing.unreachable': explained('There is no connection to Marketing.', `${WAIT} ${CHECK_URL}`),
  'marketing.unreadableAnswer': explained(
    'An answer of Marketing is not what its API promises.',
    `${WAIT} ${CHECK_URL}`,
  ),
} as const satisfies Explanations;
