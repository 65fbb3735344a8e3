import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import {
  type CommercetoolsAccess,
  fromEnvironment,
  readEnvironmentBlock,
} from '../../../accounts/environment-block.ts';
import { usageError } from '../../../ops-error.ts';
import type { Prompter } from '../../../prompter.ts';
import type { AddOptions } from './add-options.ts';
import { missingOptions } from './need.ts';

const FLAGS: Readonly<Record<keyof CommercetoolsAccess, string>> = {
  projectKey: '--commercetools-project',
  clientId: '--commercetools-client-id',
  clientSecret: '--commercetools-client-secret',
  apiUrl: '--commercetools-url',
  authUrl: '--commercetools-auth-url',
};

/** Options win over the block of `--credentials`, that over the environment; the rest is asked for. */
export async function gatherCommercetools(
  options: AddOptions,
  ask: Prompter | undefined,
): Promise<CommercetoolsAccess> {
  const block = options.credentials === undefined ? {} : await readBlock(options.credentials);
  const given = withAuthUrl({ ...fromEnvironment(process.env), ...block, ...fromOptions(options) });
  if (ask) return askForRest(given, ask);
  const missing = (Object.keys(FLAGS) as (keyof CommercetoolsAccess)[]).filter((name) => !given[name]);
  if (missing.length > 0) throw missingOptions(missing.map((name) => FLAGS[name]));
  return given as CommercetoolsAccess;
}

async function readBlock(file: string): Promise<Partial<CommercetoolsAccess>> {
  if (file === '-') return readEnvironmentBlock(await text(process.stdin), 'Standard input');
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageError(`The file ${file} cannot be read (${error.code}).`, 'Correct the name after --credentials.');
  });
  return readEnvironmentBlock(content, `The file ${file}`);
}

const fromOptions = (options: AddOptions): Partial<CommercetoolsAccess> => ({
  ...(options.commercetoolsProject && { projectKey: options.commercetoolsProject }),
  ...(options.commercetoolsClientId && { clientId: options.commercetoolsClientId }),
  ...(options.commercetoolsClientSecret && { clientSecret: options.commercetoolsClientSecret }),
  ...(options.commercetoolsUrl && { apiUrl: options.commercetoolsUrl }),
  ...(options.commercetoolsAuthUrl && { authUrl: options.commercetoolsAuthUrl }),
});

/** The two hosts of a region differ in their first word only (commercetools: General concepts, Hosts). */
const withAuthUrl = (given: Partial<CommercetoolsAccess>): Partial<CommercetoolsAccess> =>
  given.authUrl === undefined && given.apiUrl?.startsWith('https://api.')
    ? { ...given, authUrl: given.apiUrl.replace('://api.', '://auth.') }
    : given;

async function askForRest(given: Partial<CommercetoolsAccess>, ask: Prompter): Promise<CommercetoolsAccess> {
  const isUrl = (text: string) =>
    URL.canParse(text) ? undefined : 'Give a web address, such as https://api.europe-west1.gcp.commercetools.com';
  const projectKey = given.projectKey ?? (await ask.text('commercetools project key'));
  const apiUrl =
    given.apiUrl ??
    (await ask.text('API url of its region', {
      initial: 'https://api.europe-west1.gcp.commercetools.com',
      check: isUrl,
    }));
  const { authUrl = await ask.text('Its authorization url', { check: isUrl }) } = withAuthUrl({ ...given, apiUrl });
  const clientId = given.clientId ?? (await ask.text('Client id of an API client with view_* scopes only'));
  const clientSecret = given.clientSecret ?? (await ask.secret('Its secret'));
  return {
    projectKey,
    apiUrl: apiUrl.replace(/\/+$/, ''),
    authUrl: authUrl.replace(/\/+$/, ''),
    clientId,
    clientSecret,
  };
}
