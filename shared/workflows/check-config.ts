import { type ConfigProblem, parseSettings, SETTINGS_ITEM, withoutVerdict } from '../contracts/settings.ts';
import { canonicalJson } from '../domain/fingerprint.ts';
import type { Clock, ConfigItemStore, Observer } from '../ports.ts';

/** One edit of an item of the config table: what it was and what it is now; a missing side means created or deleted. */
export interface ConfigEdit {
  tenantId: string;
  item: string;
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
}

interface CheckPorts {
  configItems: ConfigItemStore;
  clock: Clock;
  observer: Observer;
}

/**
 * Reads an edited config item as the sync would and writes the verdict onto the item itself, where the person who
 * edited it sees it on the next refresh. A valid item also becomes the version that the sync falls back to while a later
 * edit is invalid.
 */
export async function checkConfig(edit: ConfigEdit, secretPrefix: string, ports: CheckPorts): Promise<void> {
  const { tenantId, item, before, after } = edit;
  if (!after || isOwnWrite(before, after)) return;
  const problems = findProblems(item, after, secretPrefix);
  const isValid = problems.length === 0;
  const lastValid = isValid ? withoutVerdict(after) : (after.lastValid ?? before?.lastValid);
  await ports.configItems.putVerdict(
    { tenantId, item },
    {
      status: isValid ? 'valid' : 'invalid',
      problems,
      checkedAt: ports.clock.now(),
      ...(lastValid !== undefined && { lastValid: lastValid as Record<string, unknown> }),
    },
  );
  if (isValid) ports.observer.note('configValid', { tenantId, item });
  else ports.observer.warn('configInvalid', { tenantId, item, problems });
}

/** The verdict is a write to the same item, so it comes back as an edit; only what a person wrote is worth a check. */
const isOwnWrite = (before: ConfigEdit['before'], after: NonNullable<ConfigEdit['after']>): boolean =>
  before !== undefined &&
  after.checkedAt !== undefined &&
  canonicalJson(withoutVerdict(before)) === canonicalJson(withoutVerdict(after));

function findProblems(item: string, content: Readonly<Record<string, unknown>>, secretPrefix: string): ConfigProblem[] {
  if (item !== SETTINGS_ITEM) {
    return [
      {
        path: 'item',
        message: `is "${item}", which the sync does not read; a tenant is described by "${SETTINGS_ITEM}"`,
      },
    ];
  }
  const parsed = parseSettings(content, secretPrefix);
  return 'problems' in parsed ? parsed.problems : [];
}
