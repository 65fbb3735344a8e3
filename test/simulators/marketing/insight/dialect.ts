import type { Collection } from './collection.ts';

/**
 * Orders are written in two dialects, snake_case and camelCase, and which one the platform's retail features read is not
 * documented; a mix within one collection is certainly wrong. Told by the names at the root of the records: some inner
 * names are snake_case in both. Catalogs mix by design (`image_path`, `specialPrice`).
 */
export interface DialectNote {
  readonly snakeCase: readonly string[];
  readonly camelCase: readonly string[];
  readonly isMixed: boolean;
}

export function noteDialect(collection: Collection): DialectNote {
  const names = collection.columns().map(({ name }) => name);
  const snakeCase = names.filter((name) => /[a-z0-9]_[a-z0-9]/i.test(name));
  const camelCase = names.filter((name) => /[a-z0-9][A-Z]/.test(name) && !name.includes('_'));
  return { snakeCase, camelCase, isMixed: snakeCase.length > 0 && camelCase.length > 0 };
}
