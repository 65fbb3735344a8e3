import { z } from 'zod';
import { HEADER_CASINGS } from './rate-scheme.ts';

export const REGIONS = ['r1', 'r2', 'r3'] as const;
export type Region = (typeof REGIONS)[number];

const DataFieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const VisibilitySchema = z.enum(['Private', 'Public']);
const LimitSchema = z.int().min(0);

export const DataFieldSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['String', 'Numeric', 'Date', 'Boolean']),
  visibility: VisibilitySchema.exactOptional(),
  defaultValue: DataFieldValueSchema.exactOptional(),
});

export const ListSchema = z.strictObject({ name: z.string(), visibility: VisibilitySchema.exactOptional() });

const PreferenceSchema = z.strictObject({
  id: z.int(),
  publicName: z.string(),
  privateName: z.string().exactOptional(),
});
export type PreferenceOptions = z.infer<typeof PreferenceSchema>;

export const LimitsSchema = z.strictObject({
  activeContactImports: LimitSchema,
  activeInsightImports: LimitSchema,
  /** Body of a bulk import; one byte more is 413. */
  importBytes: LimitSchema,
  /** More than this and an import ends with `ExceedsAllowedContactLimit`. */
  contacts: LimitSchema,
  lists: LimitSchema,
  collections: LimitSchema,
  dataFields: z.strictObject({ String: LimitSchema, Numeric: LimitSchema, Date: LimitSchema, Boolean: LimitSchema }),
});
export type AccountLimits = z.infer<typeof LimitsSchema>;

export const RateSchemeSchema = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('off') }),
  /** Calls a minute by tier; 35 for low and 300 for the others unless given. */
  z.strictObject({
    scheme: z.literal('tiered'),
    callsPerMinute: z
      .strictObject({ low: LimitSchema, medium: LimitSchema, high: LimitSchema })
      .exactPartial()
      .exactOptional(),
    headerCasing: z.enum(HEADER_CASINGS).exactOptional(),
  }),
  /** Calls in the rolling hour; 2,000 unless given. */
  z.strictObject({ scheme: z.literal('flat'), callsPerHour: LimitSchema.exactOptional() }),
]);

/** What a test says about an account it wants. Only user and password have no default. */
export const AccountSchema = z.strictObject({
  user: z.string().regex(/^apiuser-[\w-]+@apiconnector\.com$/, 'An API user is apiuser-<id>@apiconnector.com'),
  password: z.string().min(1),
  /** Default `r1`. */
  region: z.enum(REGIONS).exactOptional(),
  name: z.string().exactOptional(),
  /** ISO 4217, default GBP. */
  currencyCode: z.string().length(3).exactOptional(),
  /** Default Europe/London. */
  timeZone: z.string().exactOptional(),
  lists: z.array(z.union([z.string(), ListSchema])).exactOptional(),
  /** Beside the built-in ones. */
  dataFields: z.array(DataFieldSchema).exactOptional(),
  customIdentifiers: z.array(z.string()).exactOptional(),
  preferences: z.array(PreferenceSchema).exactOptional(),
  /** Emails that fail with `GloballySuppressed`. */
  globallySuppressed: z.array(z.string()).exactOptional(),
  /** New contacts wait at `pendingOptIn` until they confirm. */
  enforcesDoubleOptIn: z.boolean().exactOptional(),
  /** False: every Insight data call answers 403 with `ERROR_FEATURENOTACTIVE`. */
  insightDataEnabled: z.boolean().exactOptional(),
  limits: LimitsSchema.exactPartial().exactOptional(),
  rateScheme: RateSchemeSchema.exactOptional(),
});
export type AccountOptions = z.infer<typeof AccountSchema>;

/** What may change about an account that exists: rotated credentials, a disabled user, other limits. */
export const AccountChangeSchema = z
  .strictObject({
    password: z.string().min(1),
    /** False: 401, whatever the password. */
    isEnabled: z.boolean(),
    insightDataEnabled: z.boolean(),
    limits: LimitsSchema.exactPartial(),
    rateScheme: RateSchemeSchema,
  })
  .exactPartial();
export type AccountChange = z.infer<typeof AccountChangeSchema>;
