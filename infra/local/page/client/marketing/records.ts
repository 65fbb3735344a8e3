import { element } from '../dom.ts';
import { drawPicture } from './picture.ts';
import { amountIn, type Json, listIn, objectIn, textIn } from './read.ts';

export type Draw = (items: readonly Json[]) => HTMLElement;

const table = (heads: readonly string[], rows: readonly (readonly (string | Node)[])[]): HTMLElement =>
  element(
    'div',
    { class: 'scrolls' },
    element(
      'table',
      { class: 'records' },
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', {}, head)))),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells.map((cell, i) => named(heads[i], cell))))),
    ),
  );

/** On a phone the head of the table is gone, and each value says itself what it is. */
function named(head: string | undefined, content: string | Node): HTMLElement {
  const cell = element('td', {}, element('div', {}, content));
  cell.dataset.name = head ?? '';
  return cell;
}

const dash = (value: string | undefined): string => (value === undefined || value === '' ? '–' : value);
const day = (value: string | undefined): string => dash(value).slice(0, 10);

const fieldsOf = (fields: Json): HTMLElement =>
  element(
    'dl',
    { class: 'fields' },
    ...Object.entries(fields).map(([name, value]) =>
      element('div', {}, element('dt', {}, name), element('dd', {}, String(value))),
    ),
  );

export const drawContacts: Draw = (items) =>
  table(
    ['Email', 'Data fields', 'Opt-in', 'Status', 'Lists'],
    items.map((contact) => {
      const email = objectIn(objectIn(contact, 'channelProperties'), 'email');
      return [
        dash(textIn(objectIn(contact, 'identifiers'), 'email')),
        fieldsOf(objectIn(contact, 'dataFields')),
        dash(textIn(email, 'optInType')),
        dash(textIn(contact, 'status')),
        dash(
          listIn(contact, 'lists')
            .map((list) => dash(textIn(list, 'name')))
            .join(', '),
        ),
      ];
    }),
  );

/** Orders come in two dialects; see the README on the names of properties. */
const either = (record: Json, snake: string, camel: string): string => (record[snake] === undefined ? camel : snake);

export const drawOrders: Draw = (items) =>
  table(
    ['Number', 'Bought', 'By', 'Status', 'Lines', 'Total'],
    items.map((item) => {
      const order = objectIn(item, 'json');
      const lines = listIn(order, 'products').map((line) =>
        element(
          'li',
          {},
          `${dash(textIn(line, 'qty'))} × ${dash(textIn(line, 'name'))} `,
          element('code', {}, dash(textIn(line, 'sku'))),
        ),
      );
      const total = amountIn(order, either(order, 'order_total', 'orderTotal'), textIn(order, 'currency'));
      return [
        dash(textIn(order, either(order, 'order_number', 'orderNumber')) ?? textIn(order, 'id')),
        day(textIn(order, either(order, 'purchase_date', 'purchaseDate'))),
        dash(textIn(order, 'email')),
        dash(textIn(order, either(order, 'order_status', 'orderStatus'))),
        element('ul', { class: 'lines' }, ...lines),
        element('b', {}, total),
      ];
    }),
  );

export const drawCatalog = (hasPictures: boolean): Draw => {
  const drawProduct = (item: Json): HTMLElement => {
    const product = objectIn(item, 'json');
    const currency = textIn(product, 'Currency');
    const name = dash(textIn(product, 'name'));
    const special = typeof product.specialPrice === 'number' && product.specialPrice > 0;
    const price = element('p', { class: 'price' });
    if (special) price.append(element('s', {}, amountIn(product, 'price', currency)), ' ');
    price.append(element('b', {}, amountIn(product, special ? 'specialPrice' : 'price', currency)));
    const status = dash(textIn(product, 'status'));
    return element(
      'article',
      { class: status === 'Enabled' ? 'product' : 'product off' },
      drawPicture(name, hasPictures ? textIn(product, 'image_path') : undefined),
      element('h3', {}, name),
      price,
      element('p', { class: 'small' }, element('code', {}, dash(textIn(product, 'sku')))),
      element('p', { class: 'small' }, `${status} · stock ${dash(textIn(product, 'stock'))}`),
    );
  };
  return (items) => element('div', { class: 'products' }, ...items.map(drawProduct));
};

export const drawOther: Draw = (items) =>
  table(
    ['Key', 'Properties'],
    items.map((item) => [dash(textIn(item, 'key')), fieldsOf(objectIn(item, 'json'))]),
  );

export const drawRejections: Draw = (items) =>
  table(
    ['Stream', 'Id in commercetools', 'Code', 'What to do', 'Times', 'Last seen'],
    items.map((one) => [
      dash(textIn(one, 'stream')),
      element('code', {}, dash(textIn(one, 'id'))),
      element('code', {}, dash(textIn(one, 'code'))),
      dash(textIn(one, 'remedy')),
      dash(textIn(one, 'times')),
      dash(textIn(one, 'lastSeen')).replace('T', ' ').slice(0, 19),
    ]),
  );
