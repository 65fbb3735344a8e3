import { jsonReply } from '../../http/exchange.ts';
import type { Account } from '../account/account.ts';
import type { Contact } from '../contacts/contact.ts';
import { CONTACT_PARTS, type ContactPart, type ContactSelection, viewContact } from '../contacts/contact-view.ts';
import { refuseV3 } from '../refusal.ts';
import { decodeMarker, encodeMarker, pageOf } from './page-links.ts';
import { readSince } from './read-since.ts';
import type { RouteContext } from './route.ts';

/** `GET /contacts/v3`: a page of contacts in ascending id (Marketing: Contacts v3, get contacts). */
const MAX_PAGE = 5_000;
const DEFAULT_PAGE = 1_000;
const PARAMETERS = new Set([
  'data-fields',
  'include',
  '~created',
  '~modified',
  '~listId',
  '~segmentId',
  'limit',
  'marker',
]);

export function answerContactPage({ account, request }: RouteContext) {
  const { query } = request;
  for (const name of query.keys()) if (!PARAMETERS.has(name)) throw invalidFilter(`There is no parameter '${name}'.`);
  const isWanted = readFilter(account, query);
  const selection = readSelection(account, query);
  const limit = readLimit(query.get('limit'));
  const marker = query.get('marker') ?? encodeMarker('');
  const place = decodeMarker(marker);
  if (place === undefined || !/^\d*$/.test(place)) throw invalidFilter('The marker is not one of this call.');
  const items: unknown[] = [];
  let nextPlace: string | undefined;
  for (const contact of account.contacts.from(Number(place))) {
    if (!isWanted(contact)) continue;
    if (items.length === limit) {
      nextPlace = String(contact.contactId);
      break;
    }
    items.push(viewContact(account, contact, selection));
  }
  return jsonReply(200, pageOf(request.path, query, items, marker, nextPlace));
}

function readFilter(account: Account, query: URLSearchParams): (contact: Contact) => boolean {
  const created = readSince(query, '~created', invalidFilter);
  const modified = readSince(query, '~modified', invalidFilter);
  if (created !== undefined && modified !== undefined)
    throw invalidFilter('Filter by ~created or by ~modified, not both.');
  if (query.has('~segmentId')) {
    throw invalidFilter(
      query.has('~listId') ? 'Filter by a list or by a segment, not both.' : 'There is no such segment.',
    );
  }
  const list = query.get('~listId');
  const listId = list === null ? undefined : Number(list);
  if (listId !== undefined && !account.lists.has(listId)) throw invalidFilter('There is no list of this id.');
  return (contact) =>
    (created === undefined || contact.createdMs >= created) &&
    (modified === undefined || contact.updatedMs >= modified) &&
    (listId === undefined || contact.listIds.includes(listId));
}

function readSelection(account: Account, query: URLSearchParams): ContactSelection {
  const parts = (query.get('include') ?? '').split('|').filter(Boolean);
  const stranger = parts.find((part) => !(CONTACT_PARTS as readonly string[]).includes(part));
  if (stranger !== undefined) throw invalidFilter(`'${stranger}' cannot be included.`);
  const wanted = query.get('data-fields') ?? '';
  if (wanted.toUpperCase() === '[[ALL]]') return { parts: parts as ContactPart[], dataFields: 'all' };
  const dataFields = wanted
    .split('|')
    .filter(Boolean)
    .map((name) => {
      const field = account.dataFields.find(name);
      if (field === undefined) throw invalidFilter(`There is no data field '${name}'.`);
      return field.name;
    });
  return { parts: parts as ContactPart[], dataFields };
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_PAGE;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw invalidFilter(`The limit is 1 to ${MAX_PAGE}.`);
  return limit;
}

const invalidFilter = (description: string) => refuseV3(400, 'contacts:invalidFilter', description);
