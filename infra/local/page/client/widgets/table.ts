import type { WidgetBody } from '../../model.ts';
import { element } from '../dom.ts';
import { formatCell } from '../format.ts';

type Table = Extract<WidgetBody, { kind: 'table' }>;

export function drawTable({ columns, rows }: Table): HTMLElement {
  if (rows.length === 0) return element('p', { class: 'nothing' }, 'No lines match this query yet.');
  const table = element('table');
  const head = element('tr', {}, ...columns.map((column) => element('th', {}, column)));
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      ...row.map((value) =>
        element('td', { class: typeof value === 'number' ? 'number' : undefined }, formatCell(value)),
      ),
    ),
  );
  table.append(element('thead', {}, head), element('tbody', {}, ...body));
  return element('div', { class: 'scrolls' }, table);
}
