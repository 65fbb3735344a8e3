/** As commander hands them over. */
export interface AddOptions {
  readonly credentials?: string;
  readonly commercetoolsProject?: string;
  readonly commercetoolsUrl?: string;
  readonly commercetoolsAuthUrl?: string;
  readonly commercetoolsClientId?: string;
  readonly commercetoolsClientSecret?: string;
  readonly marketingUrl?: string;
  readonly marketingUser?: string;
  readonly marketingPassword?: string;
  readonly marketingList?: string;
  readonly newList?: string;
  readonly urlTemplate?: string;
  readonly catalogName?: string;
  readonly locales?: string;
  readonly currency?: string;
  readonly country?: string;
  readonly settings?: string;
  readonly mapping?: readonly string[];
  readonly simulated?: boolean;
  readonly customers: number;
  readonly paused?: boolean;
  readonly replace?: boolean;
  readonly yes?: boolean;
}
