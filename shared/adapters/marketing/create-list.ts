import { contactList } from '../../contracts/marketing-answers.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { Deadline } from '../../ports.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingClient } from './marketing-call.ts';
import { hasCode } from './refusal.ts';

/** Marketing: Lists v2. */
export const MAX_LIST_NAME = 128;

/**
 * A new private list.
 * @throws ConfigurationError when the name is taken by a list or a segment, or there is no room; TransientError
 */
export async function createList(
  client: MarketingClient,
  name: string,
  deadline: Deadline,
): Promise<{ id: number; name: string }> {
  const body = Buffer.from(JSON.stringify({ name, visibility: 'Private' }));
  const answer = await client.call({ method: 'POST', path: '/v2/address-books', body }, deadline);
  if (answer.refusal && hasCode(answer.refusal, 'ERROR_ADDRESSBOOK_DUPLICATE')) {
    throw new ConfigurationError(`The Marketing account has a list or a segment named "${name}" already.`, {
      code: 'marketing.listNameTaken',
      remedy: 'Choose that list, or give another name.',
    });
  }
  if (answer.refusal && hasCode(answer.refusal, 'ERROR_ADDRESSBOOK_LIMITEXCEEDED')) {
    throw new ConfigurationError('The Marketing account has no room for another list.', {
      code: 'marketing.listLimit',
      remedy: 'Choose one of its lists, or delete one that nobody uses.',
    });
  }
  return expectBody(answer, contactList, 'the new list', client);
}
