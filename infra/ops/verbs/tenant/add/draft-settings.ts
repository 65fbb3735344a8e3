import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseSettings, SETTINGS_ITEM } from '../../../../../shared/contracts/settings.ts';
import type { Tenant } from '../../../../../shared/domain/tenant.ts';
import type { CommercetoolsAccess } from '../../../accounts/environment-block.ts';
import { usageError } from '../../../ops-error.ts';
import type { CatalogDraft } from './propose-catalog.ts';

/** The settings as a person would write them. */
export type SettingsDraft = Readonly<Record<string, unknown>>;

export interface DraftInput {
  readonly access: CommercetoolsAccess;
  readonly marketingUrl: string;
  readonly catalog: CatalogDraft | undefined;
  /** From a file; wins over what was proposed. */
  readonly further: SettingsDraft;
  readonly isPaused: boolean;
}

const COMMERCETOOLS_HOST = /^https:\/\/api\.([a-z0-9-]+\.(?:gcp|aws|azure))\.commercetools\.(?:com|cn)$/;
const MARKETING_HOST = /^https:\/\/(r\d+)-api\.dotdigital\.com$/;

/** A region where the addresses are those of one, and addresses otherwise. */
export function draftSettings({ access, marketingUrl, catalog, further, isPaused }: DraftInput): SettingsDraft {
  const { projectKey, apiUrl, authUrl } = access;
  const [, region] = COMMERCETOOLS_HOST.exec(apiUrl) ?? [];
  const isRegion = region !== undefined && authUrl === apiUrl.replace('://api.', '://auth.');
  const [, marketingRegion] = MARKETING_HOST.exec(marketingUrl) ?? [];
  return {
    enabled: !isPaused,
    commercetools: { projectKey, ...(isRegion ? { region } : { apiUrl, authUrl }) },
    marketing: marketingRegion === undefined ? { apiUrl: marketingUrl } : { region: marketingRegion },
    ...(catalog && { catalogs: [catalog] }),
    ...further,
  };
}

export const withList = (draft: SettingsDraft, listId: number): SettingsDraft => ({
  ...draft,
  marketing: { ...(draft.marketing as object), listId },
});

/** @throws OpsError with every fault, in the words that check-config would use */
export function toTenant(draft: SettingsDraft, tenantId: string, secretPrefix: string): Tenant {
  const parsed = parseSettings({ ...draft, tenantId, item: SETTINGS_ITEM }, secretPrefix);
  if ('tenant' in parsed) return parsed.tenant;
  const faults = parsed.problems.map(({ path, message }) => `  ${path} ${message}`);
  throw usageError(
    ['These settings cannot be used:', ...faults].join('\n'),
    'Correct the options that they come from.',
  );
}

const furtherSchema = z.record(z.string(), z.unknown());
/** Said by the command line itself, or by nobody. */
const OWN = ['tenantId', 'item', 'commercetools', 'marketing', 'enabled', 'secretName'];

export async function readFurtherSettings(file: string | undefined): Promise<SettingsDraft> {
  if (file === undefined) return {};
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageError(`The file ${file} cannot be read (${error.code}).`, 'Correct the name after --settings.');
  });
  const further = furtherSchema.safeParse(parseJson(content));
  if (!further.success) {
    throw usageError(
      `The file ${file} is no JSON object.`,
      'Give settings such as { "streams": { "guests": false }, "orders": { "collection": "Orders" } }.',
    );
  }
  const own = OWN.filter((name) => name in further.data);
  if (own.length === 0) return further.data;
  throw usageError(
    `The file ${file} sets ${own.join(', ')}, which tenant add sets itself.`,
    'Take them out of the file, and give the options for them.',
  );
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
