import { TABLE_KEYS } from '../../names.ts';
import type { ConfigItemStore, Verdict } from '../../ports.ts';
import type { ItemKey, Table } from './table.ts';

export class DynamoConfigItemStore implements ConfigItemStore {
  readonly #table: Table;

  constructor(configTable: Table) {
    this.#table = configTable;
  }

  /** Touches the verdict's attributes only, so an edit made meanwhile survives and is checked by its own event. */
  async putVerdict(key: ItemKey, verdict: Verdict): Promise<void> {
    const attributes = Object.entries(verdict);
    await this.#table.update(key, {
      UpdateExpression: `SET ${attributes.map((_, i) => `#name${i} = :value${i}`).join(', ')}`,
      ConditionExpression: 'attribute_exists(#tenant)',
      ExpressionAttributeNames: {
        '#tenant': TABLE_KEYS.partition,
        ...Object.fromEntries(attributes.map(([name], i) => [`#name${i}`, name])),
      },
      ExpressionAttributeValues: Object.fromEntries(attributes.map(([, value], i) => [`:value${i}`, value])),
    });
  }
}
