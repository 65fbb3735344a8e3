import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { SERVICE_NAME } from '../shared/names.ts';

/** Day counts that CloudWatch Logs offers. "Never" is not among them: logs cost money for as long as they are kept. */
const RETENTION_DAYS: readonly number[] = Object.values(RetentionDays).filter(
  (days) => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** `-c key=value` arrives as text while `cdk.json` may hold a number; anything else is left as it is, to be refused. */
const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given),
    z.int().min(min).max(max),
  );

/** Ids with commas between them, or a list of them in `cdk.json`. */
const listOf = (shape: RegExp) =>
  z.preprocess(
    (given) => (typeof given === 'string' ? given.split(',').map((id) => id.trim()) : given),
    z.array(z.string().regex(shape)).min(1),
  );

const stageConfigSchema = z.strictObject({
  /** Names one deployment; several may live in one account and region. */
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/)
    .default('prod'),
  /** Minutes between two looks for changes. */
  scheduleMinutes: wholeNumber(1, 1440).default(15),
  logRetentionDays: wholeNumber(1, 3653)
    .refine((days) => RETENTION_DAYS.includes(days))
    .default(30),
  /** A stream further behind than this raises an alarm; unless told otherwise three schedules, and 45 at least. */
  lagTargetMinutes: wholeNumber(1, 100_000).optional(),
  /** Who is told of alarms by e-mail, besides whoever subscribes to the topic by themselves. */
  alarmEmail: z.email().optional(),
  /** Where people read the runbook; alarms link to its articles. Without it they name the file. */
  runbookUrl: z.url({ protocol: /^https$/ }).optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /**
   * Pages in work at once, over all tenants. commercetools advises at most 8 parallel requests per project, so a tenant
   * that has all workers to itself stays within that; and a new AWS account runs no more than 10 functions at once.
   */
  workerConcurrency: wholeNumber(2, 1000).default(8),
  /** Settle batches in work at once; each polls up to ten imports side by side, and a poll is short. */
  settleConcurrency: wholeNumber(2, 1000).default(2),
  /** Secrets are named `<secretPrefix>/<tenantId>`; unless told otherwise each stage has a prefix of its own. */
  secretPrefix: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_+=.@-]+(\/[A-Za-z0-9_+=.@-]+)*$/)
    .optional(),
  /**
   * `reserved` sets the functions' concurrency aside for them, so that nothing else in the account can take it. A new AWS
   * account has ten concurrent executions in all and refuses that; `shared` limits the functions without reserving.
   */
  concurrency: z.enum(['shared', 'reserved']).default('shared'),
  /** `own` makes a KMS key for tables, queues, logs and alarms of this deployment; `aws` uses the keys of the services. */
  encryption: z.enum(['aws', 'own']).default('aws'),
  /** Subnets and security groups the functions run in; both or neither. They need a way out to both APIs and to AWS. */
  subnetIds: listOf(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/).optional(),
  securityGroupIds: listOf(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/).optional(),
  /** Where it is deployed; by default wherever the credentials point. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .optional(),
  /** What `cdk destroy` does with the tables: leave them in the account, or delete them with all they hold. */
  removal: z.enum(['retain', 'destroy']).default('retain'),
});

type Settings = z.output<typeof stageConfigSchema>;

/** The settings of one deployment, checked, with every default filled in. */
export type StageConfig = Readonly<Omit<Settings, 'secretPrefix'> & { secretPrefix: string }>;

/** Completes "Use …" for a person who gave a value that cannot be used. */
const REMEDIES: Readonly<Record<keyof Settings, string>> = {
  stage: 'up to 20 lower-case letters, digits and hyphens, a letter first: -c stage=prod',
  scheduleMinutes: 'a whole number of minutes from 1 to 1440: -c scheduleMinutes=15',
  logRetentionDays: `a number of days that CloudWatch Logs offers (${RETENTION_DAYS.join(', ')}): -c logRetentionDays=30`,
  lagTargetMinutes: 'a whole number of minutes: -c lagTargetMinutes=60',
  alarmEmail: 'one e-mail address: -c alarmEmail=ops@example.com',
  runbookUrl: 'the https address of the rendered RUNBOOK.md: -c runbookUrl=https://wiki.example.com/sync-runbook',
  logLevel: 'debug, info, warn or error: -c logLevel=info',
  workerConcurrency: 'a whole number from 2 to 1000, what SQS event sources allow: -c workerConcurrency=8',
  settleConcurrency: 'a whole number from 2 to 1000, what SQS event sources allow: -c settleConcurrency=2',
  secretPrefix: 'names of letters, digits and _+=.@- with single slashes between them: -c secretPrefix=shop/sync',
  concurrency: 'shared or reserved: -c concurrency=reserved',
  encryption: 'aws or own: -c encryption=own',
  subnetIds: 'ids of subnets with commas between them: -c subnetIds=subnet-0a1b2c3d,subnet-4e5f6a7b',
  securityGroupIds: 'ids of security groups with commas between them: -c securityGroupIds=sg-0a1b2c3d',
  region: 'the name of an AWS region: -c region=eu-central-1',
  removal: 'retain (the tables outlive the stack) or destroy (they are deleted with it): -c removal=retain',
};

/** A deployment setting that cannot be used. The message lists every fault at once, each with what to give instead. */
export class StageConfigError extends Error {
  override readonly name = 'StageConfigError';

  constructor(faults: Iterable<string>) {
    super(['The deployment settings cannot be used:', ...[...faults].map((fault) => `  - ${fault}`)].join('\n'));
  }
}

function describeFault(issue: z.core.$ZodIssue, context: Readonly<Record<string, unknown>>): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(REMEDIES).join(', ');
    return issue.keys.map((key) => `${key} is not a setting. Remove it, or use one of: ${known}.`);
  }
  const name = String(issue.path[0]);
  const remedy = REMEDIES[name as keyof Settings];
  return [`${name} is ${JSON.stringify(context[name])}. Use ${remedy}`];
}

/**
 * Reads the settings of a deployment from CDK context: `-c stage=prod -c scheduleMinutes=15`, or `context` in
 * `cdk.json`. No context at all is fine.
 *
 * @param context all context of the app. Keys that are not one plain word belong to the CDK and are left alone; a plain
 *   word that is no setting is refused, since it is most likely a misspelt one.
 * @throws StageConfigError
 */
export function parseStageConfig(context: Readonly<Record<string, unknown>>): StageConfig {
  const settings = Object.fromEntries(Object.entries(context).filter(([key]) => /^\w+$/.test(key)));
  const parsed = stageConfigSchema.safeParse(settings);
  if (!parsed.success) {
    throw new StageConfigError(new Set(parsed.error.issues.flatMap((issue) => describeFault(issue, context))));
  }
  if ((parsed.data.subnetIds === undefined) !== (parsed.data.securityGroupIds === undefined)) {
    throw new StageConfigError(['subnetIds and securityGroupIds belong together. Give both, or neither.']);
  }
  const { secretPrefix = `${SERVICE_NAME}/${parsed.data.stage}`, ...rest } = parsed.data;
  return { ...rest, secretPrefix };
}
