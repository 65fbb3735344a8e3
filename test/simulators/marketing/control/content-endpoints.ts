import { z } from 'zod';
import { ControlError, readControlBody } from '../../http/control.ts';
import { emptyReply, jsonReply, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import { ExistingContactSchema } from '../contacts/put-contact.ts';
import type { AccountControl } from './account-control.ts';

const DEFAULT_PAGE = 10_000;
const OneOrManyContacts = z.union([ExistingContactSchema, z.array(ExistingContactSchema)]);

/** `contacts…` and `collections…` of one account: what arrived, and what was there before. */
export function answerContent(
  account: AccountControl,
  request: SimulatorRequest,
  path: readonly string[],
): SimulatorReply | undefined {
  const [topic = '', first = '', second = ''] = path;
  switch (`${request.method} ${topic}${'/…'.repeat(path.length - 1)}`) {
    case 'GET contacts':
      return jsonReply(
        200,
        page(
          request.query,
          (from) => account.contacts(from),
          ({ contactId }) => contactId,
        ),
      );
    case 'PUT contacts': {
      const contacts = [readControlBody(request, OneOrManyContacts)].flat();
      return jsonReply(
        200,
        contacts.map((contact) => account.putContact(contact)),
      );
    }
    case 'GET contacts/…/…':
      return found(account.contact(first, second));
    case 'DELETE contacts/…/…':
      return emptyReply(account.binContact(first, second) ? 204 : 404);
    case 'GET collections':
      return jsonReply(200, account.collections());
    case 'GET collections/…':
      return jsonReply(
        200,
        page(
          request.query,
          (from) => account.records(first, from),
          ({ place }) => place,
        ),
      );
    case 'GET collections/…/…':
      return found(account.record(first, second));
    default:
      return undefined;
  }
}

const found = (item: unknown) => (item === undefined ? emptyReply(404) : jsonReply(200, item));

/** `nextFrom` is the `from` of the next page and missing on the last one. */
function page<Item>(
  query: URLSearchParams,
  itemsFrom: (from: number) => Iterable<Item>,
  placeOf: (item: Item) => number,
): { readonly items: readonly Item[]; readonly nextFrom?: number } {
  const limit = readCount(query, 'limit', DEFAULT_PAGE);
  const items: Item[] = [];
  for (const item of itemsFrom(readCount(query, 'from', 0))) {
    if (items.length === limit) return { items, nextFrom: placeOf(item) };
    items.push(item);
  }
  return { items };
}

function readCount(query: URLSearchParams, name: string, fallback: number): number {
  const count = Number(query.get(name) ?? fallback);
  if (!Number.isInteger(count) || count < 0) throw new ControlError(`${name} must be a whole number.`);
  return count;
}
