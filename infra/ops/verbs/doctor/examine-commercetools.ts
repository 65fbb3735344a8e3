import type { CommercetoolsCredentials } from '../../../../shared/contracts/secret.ts';
import type { Catalog, Tenant } from '../../../../shared/domain/tenant.ts';
import type { ProjectFacts } from '../../../../shared/ports.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';
import { readScopes } from '../../accounts/read-commercetools.ts';
import { judgeScopes, neededScopes } from '../../accounts/scopes.ts';
import type { Ops } from '../../ops.ts';
import type { Examination } from './finding.ts';

const AREA = 'commercetools';

/** Sign-in, scopes, the project, and each stream's query once. */
export async function examineCommercetools(
  tenant: Tenant,
  streams: readonly Stream[],
  credentials: CommercetoolsCredentials,
  exam: Examination,
  ops: Ops,
): Promise<void> {
  const { projectKey } = tenant.commercetools;
  const isIn = await exam.look(AREA, 'sign-in', async () => {
    const scopes = await readScopes({ ...tenant.commercetools, ...credentials }, ops);
    return { message: `the API client is accepted for project ${projectKey}`, found: { scopes } };
  });
  if (!isIn) return exam.skip(AREA, 'scopes, project and queries', 'cannot be looked at before the sign-in works');
  examineScopes(tenant, isIn.scopes, exam);
  const source = ops.sourceOf(tenant);
  if (tenant.catalogs.length > 0) {
    const project = await exam.look(AREA, 'project', async () => {
      const { project } = await source.readProject();
      for (const stream of streams) stream.checkProject?.(project);
      return { message: `product catalog model ${project.productCatalogModel}`, found: project };
    });
    if (project) for (const catalog of tenant.catalogs) examineCatalog(catalog, project, exam);
  }
  for (const stream of streams) {
    await exam.look(AREA, `query of ${stream.name}`, async () => {
      const { estimate } = await source.probe({ ...stream.reads, window: {} });
      return { message: `answered; ${estimate.toLocaleString('en')} ${stream.reads.resource} match`, found: estimate };
    });
  }
}

function examineScopes(tenant: Tenant, granted: readonly string[] | undefined, exam: Examination): undefined {
  if (!granted)
    return exam.skip(AREA, 'scopes', 'the access token does not tell them; the queries below show what works');
  const { missing, excessive } = judgeScopes(granted, tenant.commercetools.projectKey, neededScopes(tenant));
  if (missing.length > 0) {
    exam.add(AREA, 'scopes', {
      state: 'problem',
      message: `the API client lacks ${missing.join(', ')}`,
      remedy: `Create a new API client with these scopes as well and store it in the secret ${tenant.secretName}; those of an existing client cannot be changed.`,
    });
  }
  if (excessive.length > 0) {
    exam.add(AREA, 'scopes', {
      state: 'warning',
      message: `the API client may do more than look: ${excessive.join(', ')}`,
      remedy: 'The sync only reads: create an API client with view_* scopes alone and store it in its place.',
    });
  }
  if (missing.length + excessive.length === 0)
    exam.add(AREA, 'scopes', { message: 'all that is needed, and view_* only' });
}

/** What a catalog asks of the project and the project does not have would leave its records without names or prices. */
function examineCatalog(catalog: Catalog, project: ProjectFacts, exam: Examination): undefined {
  const { name, locales, currency, country } = catalog;
  const check = `catalog ${name}`;
  const remedy = `Correct catalog "${name}" in the settings; the project has the languages ${project.languages.join(', ')}, the currencies ${project.currencies.join(', ')} and the countries ${project.countries.join(', ')}.`;
  const faults = [
    ...(locales.some((locale) => project.languages.includes(locale))
      ? []
      : [`none of its languages ${locales.join(', ')} is one of the project`]),
    ...(project.currencies.includes(currency) ? [] : [`the project has no currency ${currency}`]),
    ...(country === undefined || project.countries.includes(country) ? [] : [`the project has no country ${country}`]),
  ];
  if (faults.length === 0) exam.add(AREA, check, { message: 'languages, currency and country are the project’s' });
  for (const message of faults) exam.add(AREA, check, { state: 'problem', message, remedy });
}
