import { type Explanations, explained } from '../domain/explanation.ts';

const WAIT = 'Nothing has to be done: it is tried again by itself.';

/** What the sync itself, or AWS below it, can be in the way with. */
export const OWN_PROBLEMS = {
  'books.unbalanced': explained(
    'A record is neither imported nor rejected nor skipped, so nothing was moved forward.',
    'Report it with the run id: this is a fault of the sync.',
  ),
  'import.manifestGone': explained(
    'The note of what a page sent is gone, so its report cannot be matched.',
    'Nothing has to be done: the page is sent again.',
  ),
  'import.neverFinished': explained(
    'An import was not finished within six hours.',
    'Nothing has to be done: the page is sent again. If it comes back, give the import id to Marketing support.',
  ),
  'import.reportGone': explained(
    'Marketing does not know an import any more.',
    'Nothing has to be done: the page is sent again.',
  ),
  'import.reportIncomplete': explained(
    'The report of an import accounts for fewer records than were sent.',
    'Nothing has to be done: the page is sent again. If it comes back, give the import id to Marketing support.',
  ),
  internal: explained(
    'Something unexpected went wrong in the sync.',
    'Look the run id up in the logs and report what they say; the sync tries again at every tick.',
  ),
  'message.malformed': explained(
    'A message on a queue is not one of the sync.',
    'Find out who writes to the queue; no record depends on the message.',
  ),
  'message.wrongQueue': explained(
    'A message came on the other queue than its own.',
    'Move messages back only with redrive; no record depends on this one.',
  ),
  'secret.accessDenied': explained(
    'The function may not read the secret of the tenant.',
    "Name it under the deployment's secret prefix; with a key of your own, allow the function's role to decrypt with it.",
  ),
  'secret.deleted': explained('The secret of the tenant is about to be deleted.', 'Restore it or create it again.'),
  'secret.invalidName': explained(
    'Secrets Manager does not take the name of the secret.',
    'Correct secretName in the settings of the tenant.',
  ),
  'secret.malformed': explained(
    'The secret of the tenant does not have the right form.',
    'Store it in the form that the message shows; tenant add writes it.',
  ),
  'secret.missing': explained('The secret of the tenant does not exist.', 'Create it; tenant add does so.'),
  'secret.notDecryptable': explained(
    'The secret of the tenant cannot be decrypted.',
    "Check its KMS key: it must exist, be enabled and admit the function's role.",
  ),
  'secret.unavailable': explained('Secrets Manager did not answer.', WAIT),
  'sqs.refused': explained(
    'SQS did not take every message.',
    'Nothing has to be done: the next tick sends what is missing.',
  ),
  'sqs.unavailable': explained('SQS did not answer.', 'Nothing has to be done: the next tick sends what is missing.'),
  'sweep.heldBack': explained(
    'More records of a catalog are without a product than a sweep may switch off by itself.',
    'Check that the tenant still reads the right project; if the products are meant to be gone, raise disableLimitShare of the catalog.',
  ),
} as const satisfies Explanations;
