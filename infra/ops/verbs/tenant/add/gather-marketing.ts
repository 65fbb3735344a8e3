import { deadlineAfter } from '../../../../../shared/adapters/http/deadline-after.ts';
import { createList, MAX_LIST_NAME } from '../../../../../shared/adapters/marketing/create-list.ts';
import type { HeldList } from '../../../../../shared/adapters/marketing/marketing-reader.ts';
import { type AccountReading, CALL_MS, FIRST_REGION, type MarketingAccess } from '../../../accounts/read-marketing.ts';
import type { Ops } from '../../../ops.ts';
import { OpsError, usageError } from '../../../ops-error.ts';
import type { Prompter } from '../../../prompter.ts';
import type { AddOptions } from './add-options.ts';
import { missingOptions } from './need.ts';

export async function gatherMarketing(options: AddOptions, { ask, deployment }: Ops): Promise<MarketingAccess> {
  const { marketingUser, marketingPassword } = options;
  if (!ask && !(marketingUser && marketingPassword)) {
    const missing = { '--marketing-user': marketingUser, '--marketing-password': marketingPassword };
    throw missingOptions(Object.entries(missing).flatMap(([flag, value]) => (value ? [] : [flag])));
  }
  const user = marketingUser || (await ask?.text('Marketing API user (apiuser-…@apiconnector.com)')) || '';
  const password = marketingPassword || (await ask?.secret('Its password')) || '';
  return { user, password, apiUrl: options.marketingUrl ?? (await chooseRegion(deployment.simulators.marketing, ask)) };
}

/** Beside a simulator there may be a real account; without one any region's address leads to the account's own. */
async function chooseRegion(simulator: string | undefined, ask: Prompter | undefined): Promise<string> {
  if (simulator === undefined) return FIRST_REGION;
  if (!ask) return simulator;
  return ask.choose('Where is this account?', [
    { label: 'In the simulator of the local stack', value: simulator },
    { label: 'In Marketing itself', value: FIRST_REGION },
  ]);
}

/** A list that is there, or the name of one to be created once everything else is settled. */
export type ListChoice = HeldList | { newName: string };

export async function chooseList(
  options: AddOptions,
  lists: readonly HeldList[],
  ask: Prompter | undefined,
): Promise<ListChoice> {
  const { marketingList, newList } = options;
  if (marketingList !== undefined && newList !== undefined) {
    throw usageError('--marketing-list names a list that is there and --new-list creates one; give one of them.');
  }
  if (newList !== undefined) return { newName: checkName(newList, lists) };
  if (marketingList !== undefined) return findList(marketingList, lists);
  if (!ask) throw missingOptions([`--marketing-list (${describe(lists)}) or --new-list`]);
  const chosen = await ask.choose<ListChoice | 'new'>('Which list are the contacts added to?', [
    ...lists.map((list) => ({ label: list.name, hint: String(list.id), value: list })),
    { label: 'A new one', value: 'new' as const },
  ]);
  if (chosen !== 'new') return chosen;
  return { newName: await ask.text('Name of the new list', { check: (name) => faultOf(name, lists) }) };
}

const faultOf = (name: string, lists: readonly HeldList[]): string | undefined => {
  if (name.length > MAX_LIST_NAME) return `A list's name has at most ${MAX_LIST_NAME} letters.`;
  const isTaken = lists.some((list) => list.name.toLowerCase() === name.toLowerCase());
  return isTaken ? 'There is a list of this name already.' : undefined;
};

function checkName(name: string, lists: readonly HeldList[]): string {
  const trimmed = name.trim();
  const fault = trimmed === '' ? 'A list needs a name.' : faultOf(trimmed, lists);
  if (fault === undefined) return trimmed;
  throw usageError(`--new-list: ${fault}`, 'Give another name, or that list with --marketing-list.');
}

function findList(given: string, lists: readonly HeldList[]): HeldList {
  const found = lists.filter(({ id, name }) => String(id) === given || name === given);
  if (found[0]) return found[0];
  throw new OpsError(`The Marketing account has no list "${given}" that can be added to.`, {
    remedy: `It has ${describe(lists)}. Give the id or the name of one, or create one with --new-list.`,
  });
}

const SHOWN = 10;

const describe = (lists: readonly HeldList[]): string => {
  const shown = lists.slice(0, SHOWN).map(({ id, name }) => `${id} "${name}"`);
  const more = lists.length > SHOWN ? ` and ${lists.length - SHOWN} more` : '';
  return lists.length === 0 ? 'no list of its own' : `${shown.join(', ')}${more}`;
};

export async function realizeList(choice: ListChoice, { client }: AccountReading, ops: Ops) {
  if ('id' in choice) return { id: choice.id, name: choice.name, isNew: false };
  return { ...(await createList(client, choice.newName, deadlineAfter(CALL_MS, ops.clock))), isNew: true };
}
