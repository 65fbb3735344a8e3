/**
 * The README's tables of fields, written from the mapping tables that the sync itself runs on, so that the two cannot tell
 * different stories.
 */
import { CATALOG_FIELDS } from '../../shared/mapping/catalog/fields.ts';
import { DEFAULT_CONTACT_FIELDS } from '../../shared/mapping/customer-fields.ts';
import { addressProperties } from '../../shared/mapping/order/address.ts';
import { ORDER_CONTACT_FIELDS } from '../../shared/mapping/order/contact.ts';
import { LINE_PROPERTIES } from '../../shared/mapping/order/lines.ts';
import { ORDER_PROPERTIES } from '../../shared/mapping/order/properties.ts';

type Row = readonly string[];

const table = (head: Row, rows: readonly Row[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const code = (text: string): string => `\`${text}\``;

interface Described {
  readonly names: Readonly<Record<'snake_case' | 'camelCase', string>>;
  readonly type: string;
  readonly source: string;
  readonly whenAbsent: string;
}

const properties = (all: readonly Described[]): string =>
  table(
    ['property', 'in camelCase', 'type', 'from commercetools', 'when there is none'],
    all.map(({ names, type, source, whenAbsent }) => [
      code(names.snake_case),
      names.camelCase === names.snake_case ? 'the same' : code(names.camelCase),
      type,
      source,
      whenAbsent,
    ]),
  );

/** By the name that the README's markers give them. */
export const FIELD_TABLES: Readonly<Record<string, () => string>> = {
  customers: () =>
    table(
      ['data field', 'type', 'from commercetools (JMESPath over the customer)'],
      DEFAULT_CONTACT_FIELDS.map(({ to, type, from }) => [code(to), type, code(from)]),
    ),
  guests: () =>
    table(
      ['data field', 'type', 'from the order', 'when there is none'],
      ORDER_CONTACT_FIELDS.map(({ name, type, source, whenAbsent }) => [code(name), type, source, whenAbsent]),
    ),
  orders: () => properties(ORDER_PROPERTIES),
  'order-lines': () => properties(LINE_PROPERTIES),
  addresses: () => properties([...addressProperties('billing'), ...addressProperties('delivery')]),
  catalog: () =>
    table(
      ['property', 'type', 'for recommendations', 'from commercetools', 'when there is none'],
      CATALOG_FIELDS.map(({ name, type, isNeeded, source, whenAbsent }) => [
        code(name),
        type,
        isNeeded ? 'needed' : '',
        source,
        whenAbsent,
      ]),
    ),
};

const BLOCK = /(<!-- fields: ([a-z-]+) -->\n)[\s\S]*?(\n<!-- end of fields -->)/g;

/**
 * Fills every marked place with its table.
 * @throws Error for a place that names no table, and when a table has no place
 */
export function fillFieldTables(text: string): string {
  const missing = new Set(Object.keys(FIELD_TABLES));
  const filled = text.replaceAll(BLOCK, (_, begin: string, name: string, end: string) => {
    const render = FIELD_TABLES[name];
    if (!render) throw new Error(`There is no table of fields "${name}"; there are ${Object.keys(FIELD_TABLES)}.`);
    missing.delete(name);
    return `${begin}\n${render()}\n${end}`;
  });
  if (missing.size > 0) throw new Error(`These tables of fields have no place in the text: ${[...missing]}.`);
  return filled;
}
