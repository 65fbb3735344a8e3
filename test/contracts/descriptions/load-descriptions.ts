import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { API_NAMES, type ApiName } from '../recording/exchange.ts';
import { UsageError } from '../usage-error.ts';
import type { Description } from './description.ts';
import type { OpenApiDocument } from './openapi.ts';

const HOSTS: Readonly<Record<ApiName, RegExp>> = {
  commercetools: /\.commercetools\.com$/,
  marketing: /\bapi\.dotdigital\.com$/,
};

const EXPLANATION =
  'It should hold the OpenAPI descriptions (JSON or YAML) that commercetools publishes of its HTTP API and Dotdigital of ' +
  'contacts, Insight data, lists, data fields and account information.';

/**
 * Reads every OpenAPI file of a folder; which API it describes is told by its servers. Other files are passed over.
 * @throws UsageError when the folder is not there, a file cannot be read, or an API is left without a description
 */
export async function loadDescriptions(directory: string): Promise<Description[]> {
  const files = await readdir(directory).catch(() => {
    throw new UsageError(`There is no folder ${directory}. ${EXPLANATION}`);
  });
  const read = await Promise.all(
    files
      .filter((file) => ['.json', '.yaml', '.yml'].includes(extname(file)))
      .sort()
      .map(async (file) => parseDescription(file, await readFile(join(directory, file), 'utf8'))),
  );
  const descriptions = read.filter((description) => description !== undefined);
  for (const api of API_NAMES) {
    if (descriptions.some((description) => description.api === api)) continue;
    throw new UsageError(`The folder ${directory} has no OpenAPI description of ${api}. ${EXPLANATION}`);
  }
  return descriptions;
}

/** @returns undefined for a file that is no OpenAPI, or describes neither of the two APIs */
export function parseDescription(file: string, text: string): Description | undefined {
  const lines = new LineCounter();
  // JSON is YAML too. The YAML parser is asked for no more than it must do, which on 3 MB is the difference of seconds.
  const parsed = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    logLevel: 'silent',
  });
  const document: unknown = parsed.toJS();
  if (isSwagger2(document)) {
    throw new UsageError(`${file} is written in Swagger 2.0; put an OpenAPI 3 description in its place.`);
  }
  if (!isOpenApi(document)) return undefined;
  const api = API_NAMES.find((name) => hostsOf(document).some((host) => HOSTS[name].test(host)));
  if (api === undefined) return undefined;
  const defects = parsed.errors.map(({ pos, code }) => ({ line: lines.linePos(pos[0]).line, problem: code }));
  return { file, api, document, defects };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isSwagger2 = (value: unknown): boolean => isObject(value) && value.swagger !== undefined;

const isOpenApi = (value: unknown): value is OpenApiDocument =>
  isObject(value) && typeof value.openapi === 'string' && value.openapi.startsWith('3.') && isObject(value.paths);

/** Hosts still hold their `{region}`. */
const hostsOf = ({ servers = [] }: OpenApiDocument): string[] =>
  servers.map(({ url }) => url.replace(/^https?:\/\//, '').replace(/\/.*$/, ''));
