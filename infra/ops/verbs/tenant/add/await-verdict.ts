import { SETTINGS_ITEM } from '../../../../../shared/contracts/settings.ts';
import type { Ops } from '../../../ops.ts';

export interface WrittenVerdict {
  status: string;
  problems: { path: string; message: string }[];
}

const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 300;

/** What check-config says of the settings just written; `undefined` when it has said nothing yet. */
export async function awaitVerdict(tenantId: string, { stores, clock }: Ops): Promise<WrittenVerdict | undefined> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const item = await stores.config.get({ tenantId, item: SETTINGS_ITEM });
    if (item?.checkedAt !== undefined) {
      return { status: String(item.status), problems: (item.problems as WrittenVerdict['problems'] | undefined) ?? [] };
    }
    await clock.sleep(LOOK_EVERY_MS);
  }
  return undefined;
}
