import { deadlineAfter } from '../../../../../shared/adapters/http/deadline-after.ts';
import { createContactSink } from '../../../../../shared/adapters/marketing/contact-sink.ts';
import { createMarketingReader } from '../../../../../shared/adapters/marketing/marketing-reader.ts';
import type { Tenant } from '../../../../../shared/domain/tenant.ts';
import { streamsOf } from '../../../../../shared/streams/streams-of.ts';
import type { CommercetoolsAccess } from '../../../accounts/environment-block.ts';
import { type ProjectReading, readProject } from '../../../accounts/read-commercetools.ts';
import { type AccountReading, CALL_MS, readAccount } from '../../../accounts/read-marketing.ts';
import { judgeScopes, neededScopes, type ScopeVerdict } from '../../../accounts/scopes.ts';
import { EXIT } from '../../../exit-code.ts';
import type { Ops } from '../../../ops.ts';
import { OpsError, usageError } from '../../../ops-error.ts';
import type { Report } from '../../../output/report.ts';
import type { AddOptions } from './add-options.ts';
import { awaitVerdict } from './await-verdict.ts';
import { chooseTenantId, refuseOtherProject } from './choose-tenant-id.ts';
import { draftSettings, readFurtherSettings, toTenant, withList } from './draft-settings.ts';
import { gatherCommercetools } from './gather-commercetools.ts';
import { chooseList, gatherMarketing, type ListChoice, realizeList } from './gather-marketing.ts';
import { proposeCatalog } from './propose-catalog.ts';
import { mappingsOf, readMappings } from './read-mappings.ts';
import { type Added, drawPlan, reportAdded } from './report-added.ts';
import { openSimulatedPair, type SimulatedPair } from './simulated.ts';
import { writeTenant } from './write-tenant.ts';

/** Options that name accounts which are there. The API user's may lie in the environment for other uses. */
const OWN_ACCOUNTS = [
  'credentials',
  'commercetoolsProject',
  'commercetoolsUrl',
  'commercetoolsAuthUrl',
  'commercetoolsClientId',
  'commercetoolsClientSecret',
  'marketingUrl',
  'marketingList',
  'newList',
  'urlTemplate',
] as const;

/** Stands for a list that does not exist yet while the rest of the settings is checked. */
const SOME_LIST = 1;

/** Looks at everything, asks for what is missing, and only then changes anything: list, data fields, secret, settings. */
export async function addTenant(ops: Ops, given: string | undefined, options: AddOptions): Promise<Report> {
  const { ask, out, deployment } = ops;
  const further = await readFurtherSettings(options.settings);
  const { tenantId, before } = await chooseTenantId(given, options, ops);
  const mappings = await readMappings(options.mapping, tenantId);
  const pair = await choosePair(tenantId, options, ops);

  const access = pair?.commercetools ?? (await gatherCommercetools(options, ask));
  refuseOtherProject(before, tenantId, access.projectKey);
  out.say('Looking at the commercetools project …');
  const reading = await readProject(tenantId, access, ops);
  const login = pair?.marketing ?? (await gatherMarketing(options, ops));
  out.say('Looking at the Marketing account …');
  const account = await readAccount(tenantId, login, ops);

  const proposed = pair ? undefined : await proposeCatalog(options, reading.project, ask);
  const draft = draftSettings({
    access,
    marketingUrl: account.apiUrl,
    catalog: proposed,
    further: pair ? { catalogs: pair.catalogs, ...further } : further,
    isPaused: options.paused === true,
  });
  const tenantOf = (listId: number): Tenant => ({
    ...toTenant(withList(draft, listId), tenantId, deployment.secretPrefix),
    mappings: mappingsOf(mappings),
  });
  const scopes = checkProject(tenantOf(SOME_LIST), access, reading);
  const choice = pair
    ? await chooseList({ ...options, marketingList: String(pair.listId) }, account.lists, ask)
    : await chooseList(options, account.lists, ask);

  out.say(...drawPlan({ tenantId, access, reading, account, scopes, choice, draft }));
  if (ask && options.yes !== true && !(await ask.confirm(`Add tenant ${tenantId} to ${deployment.name}?`, true))) {
    throw new OpsError('Stopped; nothing was changed.', { exitCode: EXIT.interrupted });
  }
  const { list, created, tenant } = await prepareAccount(choice, account, tenantOf, ops);
  const settings = withList(draft, list.id);
  const { clientId, clientSecret } = access;
  const { user, password } = login;
  const secret = { commercetools: { clientId, clientSecret }, marketing: { user, password } };
  try {
    await writeTenant(
      { tenantId, secretName: tenant.secretName, secret, settings, mappings, replaces: before !== undefined },
      ops,
    );
  } catch (error) {
    out.say(...leftBehind(list, created));
    throw error;
  }
  out.say('Waiting for the check of the settings …');
  const added: Added = {
    deployment: deployment.name,
    tenantId,
    replaced: before !== undefined,
    project: { key: access.projectKey, ...reading.project, stores: reading.stores?.map(({ key }) => key) },
    scopes,
    marketing: { accountId: account.account.accountId, apiUrl: account.apiUrl, list },
    dataFieldsCreated: created,
    secretName: tenant.secretName,
    settings,
    verdict: await awaitVerdict(tenantId, ops),
  };
  return reportAdded(added);
}

async function choosePair(tenantId: string, options: AddOptions, ops: Ops): Promise<SimulatedPair | undefined> {
  const { ask, deployment } = ops;
  const { simulators } = deployment;
  const hasOwn = OWN_ACCOUNTS.some((name) => options[name] !== undefined);
  const canSimulate = simulators.commercetools !== undefined && simulators.marketing !== undefined;
  const isSimulated =
    options.simulated ??
    (ask && canSimulate && !hasOwn
      ? await ask.choose('What is to be synced?', [
          { label: 'A new shop and a new account in the simulators of the local stack', value: true },
          { label: 'A project and an account of your own', value: false },
        ])
      : false);
  if (options.simulated && hasOwn) {
    throw usageError(
      '--simulated opens accounts and the other options name some that are there; leave one of them out.',
    );
  }
  return isSimulated ? openSimulatedPair(tenantId, options.customers, deployment) : undefined;
}

/** @throws OpsError, ConfigurationError when the project cannot be read as these settings want */
function checkProject(tenant: Tenant, access: CommercetoolsAccess, { scopes, project }: ProjectReading): ScopeVerdict {
  const verdict =
    scopes === undefined
      ? { missing: [], excessive: [] }
      : judgeScopes(scopes, access.projectKey, neededScopes(tenant));
  if (verdict.missing.length > 0) {
    throw new OpsError(`The API client lacks ${verdict.missing.join(', ')}.`, {
      remedy:
        'Create a new API client with these scopes in the Merchant Center; those of an existing one cannot be changed. What is not to be synced can be switched off instead: --settings with { "streams": { "orders": false } }.',
    });
  }
  if (project) for (const stream of streamsOf(tenant)) stream.checkProject?.(project);
  return verdict;
}

/** Creates what is missing in Marketing: the list, and data fields. Both are harmless if nothing comes of the rest. */
async function prepareAccount(
  choice: ListChoice,
  account: AccountReading,
  tenantOf: (listId: number) => Tenant,
  ops: Ops,
) {
  const reader = createMarketingReader(account.client);
  const readFields = async () => (await reader.listDataFields(deadlineAfter(CALL_MS, ops.clock))).fields;
  const before = new Set((await readFields()).map(({ name }) => name));
  const list = await realizeList(choice, account, ops);
  try {
    const tenant = tenantOf(list.id);
    for (const { writes } of streamsOf(tenant)) {
      if (writes.kind === 'contact') await createContactSink({ client: account.client, ...writes }).prepare();
    }
    const created = (await readFields()).map(({ name }) => name).filter((name) => !before.has(name));
    return { list, created, tenant };
  } catch (error) {
    ops.out.say(...leftBehind(list, []));
    throw error;
  }
}

const leftBehind = (list: { id: number; name: string; isNew: boolean }, fields: readonly string[]): string[] => [
  ...(list.isNew
    ? [
        `The list ${list.id} "${list.name}" was created in Marketing and stays; next time give --marketing-list ${list.id}.`,
      ]
    : []),
  ...(fields.length > 0 ? [`Data fields that were created in Marketing and stay: ${fields.join(', ')}.`] : []),
];
