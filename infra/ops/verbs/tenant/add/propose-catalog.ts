import type { ProjectFacts } from '../../../../../shared/ports.ts';
import type { Prompter } from '../../../prompter.ts';
import type { AddOptions } from './add-options.ts';

/** A catalog as a person writes it in the settings. */
export interface CatalogDraft {
  name: string;
  locales: string[];
  currency: string;
  country?: string;
  urlTemplate: string;
}

const URL_EXAMPLE = 'https://shop.example.com/{locale}/{slug}';

/**
 * The catalog that the project suggests: its languages, its first currency, its country if there is but one. One record
 * holds one price and one address, so there is one catalog per shop; further ones are added to the settings later.
 * @returns `undefined` where no catalog is wanted
 */
export async function proposeCatalog(
  options: AddOptions,
  project: ProjectFacts | undefined,
  ask: Prompter | undefined,
): Promise<CatalogDraft | undefined> {
  const { urlTemplate, catalogName: name = 'main' } = options;
  if (urlTemplate === undefined) {
    if (!ask || !(await ask.confirm('Sync the product catalog as well?', true))) return undefined;
  }
  const locales =
    splitWords(options.locales) ?? (await chooseFirst('Language of the catalog', project?.languages, ask));
  const currency = options.currency ?? (await choose('Currency of the catalog', project?.currencies, ask)) ?? '';
  const country = options.country ?? (await chooseCountry(project?.countries, ask));
  const template =
    urlTemplate ??
    (await ask?.text('Address of a product in the shop, with {slug}, {sku}, {key}, {id} or {locale}', {
      initial: URL_EXAMPLE,
    }));
  return { name, locales, currency, ...(country !== undefined && { country }), urlTemplate: template ?? '' };
}

const splitWords = (text: string | undefined): string[] | undefined =>
  text?.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));

async function choose(
  question: string,
  offered: readonly string[] = [],
  ask: Prompter | undefined,
): Promise<string | undefined> {
  if (!ask || offered.length === 1) return offered[0];
  if (offered.length === 0) return ask.text(question);
  return ask.choose(
    question,
    offered.map((value) => ({ label: value, value })),
  );
}

/** The chosen language first, the project's others behind it: a name that is missing in one may be there in another. */
async function chooseFirst(
  question: string,
  offered: readonly string[] = [],
  ask: Prompter | undefined,
): Promise<string[]> {
  const first = await choose(question, offered, ask);
  return first === undefined ? [] : [first, ...offered.filter((each) => each !== first)];
}

async function chooseCountry(
  countries: readonly string[] = [],
  ask: Prompter | undefined,
): Promise<string | undefined> {
  if (countries.length <= 1 || !ask) return countries.length === 1 ? countries[0] : undefined;
  return ask.choose<string | undefined>('Country whose prices count', [
    ...countries.map((value) => ({ label: value, value })),
    { label: 'None: prices that are for no country', value: undefined },
  ]);
}
