import * as z from 'zod';

const value = z.string().trim().min(1);

/**
 * What a person stores in Secrets Manager for one tenant. Further fields are allowed and ignored, so that notes such as
 * an expiry date may stay beside the keys.
 */
export const tenantSecretContract = z.object({
  /** An API client of the commercetools project, with `view_*` scopes only. */
  commercetools: z.object({ clientId: value, clientSecret: value }),
  /** An API user of the Marketing account. */
  marketing: z.object({ user: value, password: value }),
});

export type TenantSecret = z.infer<typeof tenantSecretContract>;
export type CommercetoolsCredentials = TenantSecret['commercetools'];
export type MarketingCredentials = TenantSecret['marketing'];

/** What the secret should look like, for error messages and the documentation. */
export const TENANT_SECRET_SHAPE =
  '{ "commercetools": { "clientId": "…", "clientSecret": "…" }, "marketing": { "user": "…", "password": "…" } }';

/**
 * Reads the text of a secret.
 * @returns the credentials, or the fields that are missing or empty; `[]` stands for "this is no JSON object at all".
 */
export function parseTenantSecret(text: string): { secret: TenantSecret } | { missing: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { missing: [] };
  }
  const parsed = tenantSecretContract.safeParse(json);
  if (parsed.success) return { secret: parsed.data };
  return { missing: parsed.error.issues.map(({ path }) => path.join('.')).filter((path) => path !== '') };
}
