import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { AwsService } from '../../local/emulators/aws-place.ts';

/** What an SDK client of any service is made with. Nothing set: as the environment and the AWS configuration say. */
export type ClientConfig = Pick<DynamoDBClientConfig, 'region' | 'credentials'> & { endpoint?: string };

/** One running installation of the sync, in an AWS account or on this machine. */
export interface Deployment {
  /** For people: `stage prod in eu-central-1`, `the local stack`. */
  readonly name: string;
  readonly tables: { readonly config: string; readonly state: string };
  /** Secrets are named `<prefix>/<tenantId>`. */
  readonly secretPrefix: string;
  readonly queues: Queues;
  /** Where two simulators take the place of both APIs; `undefined` for real ones. */
  readonly simulators: { readonly commercetools?: string | undefined; readonly marketing?: string | undefined };
  clientConfig(service: AwsService): ClientConfig;
}

/** URLs. */
export interface Queues {
  readonly page: string;
  readonly settle: string;
  readonly pageDeadLetters: string;
  readonly settleDeadLetters: string;
  readonly configEditFailures: string;
}

/** The stacks' outputs that lead to everything else; the same names in CloudFormation and on this machine. */
const NEEDED = [
  'ConfigTableName',
  'StateTableName',
  'SecretPrefix',
  'PageQueueUrl',
  'SettleQueueUrl',
  'PageDeadLetterQueueUrl',
  'SettleDeadLetterQueueUrl',
  'ConfigEditFailureQueueUrl',
] as const;

type Places = Pick<Deployment, 'tables' | 'secretPrefix' | 'queues'>;

/** @returns the names of outputs that are missing, in a deployment of another version */
export function readPlaces(outputs: Readonly<Record<string, string>>): Places | { missing: string[] } {
  const missing = NEEDED.filter((name) => !outputs[name]);
  if (missing.length > 0) return { missing };
  const at = (name: (typeof NEEDED)[number]): string => outputs[name] ?? '';
  return {
    tables: { config: at('ConfigTableName'), state: at('StateTableName') },
    secretPrefix: at('SecretPrefix'),
    queues: {
      page: at('PageQueueUrl'),
      settle: at('SettleQueueUrl'),
      pageDeadLetters: at('PageDeadLetterQueueUrl'),
      settleDeadLetters: at('SettleDeadLetterQueueUrl'),
      configEditFailures: at('ConfigEditFailureQueueUrl'),
    },
  };
}
