import * as z from 'zod';

/** commercetools: Authorization, Client credentials flow. */
export const tokenContract = z.object({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive(),
  /** What the token may do, with the project behind each: `view_orders:acme view_customers:acme`. */
  scope: z.string().optional().catch(undefined),
});

/** The settings of a project that the sync needs to know (commercetools: Project). */
export const projectContract = z.object({
  key: z.string().min(1),
  currencies: z.array(z.string()),
  countries: z.array(z.string()),
  languages: z.array(z.string()),
  /** `Classic` where the API does not say; `Modular` projects keep variants and prices outside their products. */
  productCatalogModel: z.string().default('Classic'),
});

/** The stores of a project, as far as a person chooses by them (commercetools: Stores). */
export const storesContract = z.object({
  results: z.array(
    z.object({
      key: z.string(),
      languages: z.array(z.string()).nullish(),
      countries: z.array(z.object({ code: z.string() })).nullish(),
    }),
  ),
});

export type ProjectSettings = z.infer<typeof projectContract>;

const text = z.string().optional().catch(undefined);

const problemContract = z.object({
  message: text,
  errors: z.array(z.object({ code: text })).catch([]),
  /** Set by the authorization service and for access problems. */
  error: text,
});

export interface ApiProblem {
  /** All error codes of the answer, most important first; empty for a page of HTML or nothing at all. */
  codes: string[];
  message: string | undefined;
}

/** Reads the body of a refusal, whatever it is (commercetools: Errors). Never throws. */
export function readApiProblem(body: string): ApiProblem {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { codes: [], message: undefined };
  }
  const parsed = problemContract.safeParse(json);
  if (!parsed.success) return { codes: [], message: undefined };
  const { message, errors, error } = parsed.data;
  const codes = [...errors.map(({ code }) => code), error].filter((code) => code !== undefined);
  return { codes: [...new Set(codes)], message };
}
