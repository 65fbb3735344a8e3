/**
 * One installation: a commercetools project paired with a Marketing account. This is the settings item of a tenant as
 * the rest of the code sees it, already parsed (see contracts/settings.ts for what a person writes).
 */
export interface Tenant {
  tenantId: string;
  /** `false` while a person has paused the tenant: open runs stand still and go on when it is resumed. */
  enabled: boolean;
  /** Name of the secret in Secrets Manager that holds both sides' credentials. */
  secretName: string;
  commercetools: {
    projectKey: string;
    /** Base URL of the HTTP API, without a trailing slash. */
    apiUrl: string;
    /** Base URL of the authorization service, without a trailing slash. */
    authUrl: string;
  };
  marketing: {
    /** Base URL of the account's region, without a trailing slash. */
    apiUrl: string;
    /** The list every contact is added to. */
    listId: number;
  };
}
