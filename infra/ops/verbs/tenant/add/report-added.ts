import type { CommercetoolsAccess } from '../../../accounts/environment-block.ts';
import type { ProjectReading } from '../../../accounts/read-commercetools.ts';
import type { AccountReading } from '../../../accounts/read-marketing.ts';
import type { ScopeVerdict } from '../../../accounts/scopes.ts';
import { EXIT } from '../../../exit-code.ts';
import { plain } from '../../../output/paint.ts';
import type { Report } from '../../../output/report.ts';
import { drawList } from '../../../output/table.ts';
import type { WrittenVerdict } from './await-verdict.ts';
import type { SettingsDraft } from './draft-settings.ts';
import type { ListChoice } from './gather-marketing.ts';

export interface Plan {
  readonly tenantId: string;
  readonly access: CommercetoolsAccess;
  readonly reading: ProjectReading;
  readonly account: AccountReading;
  readonly scopes: ScopeVerdict;
  readonly choice: ListChoice;
  readonly draft: SettingsDraft;
}

interface NamedCatalog {
  name: string;
  locales: string[];
  currency: string;
}

const describeCatalogs = (draft: SettingsDraft): string => {
  const catalogs = (draft.catalogs ?? []) as NamedCatalog[];
  const described = catalogs.map(({ name, locales, currency }) => `${name} (${locales.join(', ')}; ${currency})`);
  return described.join('; ') || 'none; add one later under "catalogs" in the settings';
};

/** What is about to be done, before anything is. */
export function drawPlan({ access, reading, account, scopes, choice, draft }: Plan): string[] {
  const { project, stores } = reading;
  return [
    '',
    ...drawList(
      [
        ['commercetools', `project ${access.projectKey} at ${access.apiUrl}`],
        ['  languages', project?.languages.join(', ') || undefined],
        ['  currencies', project?.currencies.join(', ') || undefined],
        ['  countries', project?.countries.join(', ') || undefined],
        ['  stores', stores?.map(({ key }) => key).join(', ') || undefined],
        ['Marketing', `account ${account.account.accountId} at ${account.apiUrl}`],
        ['  list', 'id' in choice ? `${choice.id} "${choice.name}"` : `"${choice.newName}", to be created`],
        ['catalogs', describeCatalogs(draft)],
      ],
      plain,
    ),
    ...warningsOf(scopes),
    '',
  ];
}

const warningsOf = ({ excessive }: ScopeVerdict): string[] =>
  excessive.length === 0
    ? []
    : [
        `The API client may do more than look: ${excessive.join(', ')}. The sync only reads; a client with view_* scopes`,
        'alone can do no harm if its secret is lost.',
      ];

export interface Added {
  readonly deployment: string;
  readonly tenantId: string;
  readonly replaced: boolean;
  readonly project: Readonly<Record<string, unknown>>;
  readonly scopes: ScopeVerdict;
  readonly marketing: {
    readonly accountId: number;
    readonly apiUrl: string;
    readonly list: { readonly id: number; readonly name: string; readonly isNew: boolean };
  };
  readonly dataFieldsCreated: readonly string[];
  /** A name; what is in it is never shown. */
  readonly secretName: string;
  readonly settings: SettingsDraft;
  readonly verdict: WrittenVerdict | undefined;
}

export function reportAdded(added: Added): Report {
  const { tenantId, verdict, marketing, dataFieldsCreated, settings } = added;
  const isBad = verdict !== undefined && verdict.status !== 'valid';
  return {
    value: added,
    exitCode: isBad ? EXIT.problem : EXIT.ok,
    draw: (paint) => [
      `${paint('green', added.replaced ? 'replaced' : 'added')} tenant ${tenantId} in ${added.deployment}`,
      ...drawList(
        [
          ['list', `${marketing.list.id} "${marketing.list.name}"${marketing.list.isNew ? ', created' : ''}`],
          ['data fields', dataFieldsCreated.length > 0 ? `created ${dataFieldsCreated.join(', ')}` : 'all there'],
          ['credentials', `in the secret ${added.secretName}`],
          ['settings', verdict ? verdict.status : 'not checked yet; see tenant list'],
        ],
        paint,
      ),
      ...(verdict?.problems ?? []).map(({ path, message }) => `${paint('red', 'problem')} ${path} ${message}`),
      settings.enabled === false
        ? `It is paused. Look with preview ${tenantId} customers --last 3, then begin with tenant resume ${tenantId}.`
        : `The next tick begins to load it. See how far it is: status ${tenantId}; what is sent: preview ${tenantId} customers.`,
    ],
  };
}
