/** Whom the sync talks to: a simulator that we start, or a server that somebody names. */

export type CommercetoolsServer = 'simulator' | GivenCommercetools;
export type MarketingServer = 'simulator' | GivenMarketing;

export interface GivenCommercetools {
  readonly apiUrl: string;
  readonly authUrl: string;
  readonly projectKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface GivenMarketing {
  readonly apiUrl: string;
  readonly user: string;
  readonly password: string;
  readonly listId: number;
}

/** What a tenant is made of, however its two sides came about. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly commercetools: GivenCommercetools;
  readonly marketing: GivenMarketing;
  /** What a new tenant's settings say beside the two servers. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Somebody has just named credentials, so a secret that is there already has to give way to them. */
  readonly hasGivenCredentials: boolean;
}
