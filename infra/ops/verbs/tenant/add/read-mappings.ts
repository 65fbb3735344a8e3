import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { MAPPING_PREFIX, parseMapping } from '../../../../../shared/contracts/mapping.ts';
import type { StreamMapping } from '../../../../../shared/domain/stream-mapping.ts';
import { usageError } from '../../../ops-error.ts';

export interface MappingDraft {
  /** Its name in the config table, `mapping#customers`. */
  readonly item: string;
  /** As it was written. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly mapping: StreamMapping;
}

const fileSchema = z.looseObject({ item: z.string() });
const EXAMPLE = 'See infra/ops/examples/mapping-customers.json for one that can be used.';

/** @throws OpsError with every fault of the first file that cannot be used */
export async function readMappings(files: readonly string[] = [], tenantId: string): Promise<MappingDraft[]> {
  const drafts: MappingDraft[] = [];
  for (const file of files) {
    const draft = await readMapping(file, tenantId);
    if (drafts.some(({ item }) => item === draft.item)) {
      throw usageError(`Two files are "${draft.item}".`, 'Put what they say into one.');
    }
    drafts.push(draft);
  }
  return drafts;
}

async function readMapping(file: string, tenantId: string): Promise<MappingDraft> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageError(`The file ${file} cannot be read (${error.code}).`, 'Correct the name after --mapping.');
  });
  const read = fileSchema.safeParse(parseJson(text));
  if (!read.success) throw usageError(`The file ${file} is no JSON object with an "item".`, EXAMPLE);
  const { item, tenantId: _, ...content } = read.data;
  const parsed = parseMapping({ ...content, item, tenantId });
  if ('mapping' in parsed) return { item, content, mapping: parsed.mapping };
  const faults = parsed.problems.map(({ path, message }) => `  ${path} ${message}`);
  throw usageError([`The mapping in ${file} cannot be used:`, ...faults].join('\n'), EXAMPLE);
}

export const mappingsOf = (drafts: readonly MappingDraft[]): Record<string, StreamMapping> =>
  Object.fromEntries(drafts.map(({ item, mapping }) => [item.slice(MAPPING_PREFIX.length), mapping]));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
