import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export type AwsService = 'dynamodb' | 'sqs' | 'secretsManager';

/** Per service the variable that the AWS SDKs read its endpoint from (AWS SDKs: Service-specific endpoints). */
const ENDPOINT_VARIABLES: Readonly<Record<AwsService, string>> = {
  dynamodb: 'AWS_ENDPOINT_URL_DYNAMODB',
  sqs: 'AWS_ENDPOINT_URL_SQS',
  secretsManager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
};

export const AWS_SERVICES = Object.keys(ENDPOINT_VARIABLES) as AwsService[];

type Environment = Readonly<Record<string, string | undefined>>;

/** The endpoint that somebody has chosen instead of an embedded emulator: per service, or one for all of them. */
export const chosenEndpoint = (service: AwsService, environment: Environment): string | undefined =>
  environment[ENDPOINT_VARIABLES[service]] || environment.AWS_ENDPOINT_URL || undefined;

/** Where AWS is for this run, and who we are there. */
export interface AwsPlace {
  readonly region: string;
  readonly accountId: string;
  readonly endpoints: Readonly<Record<AwsService, string>>;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** The account and the region that stand in where there is no AWS. */
const LOCAL_REGION = 'eu-central-1';
export const LOCAL_ACCOUNT_ID = '000000000000';

/** @param hasForeign some endpoint is somebody else's; otherwise credentials that may be lying about stay where they are */
export function readAwsPlace(
  environment: Environment,
  endpoints: AwsPlace['endpoints'],
  hasForeign: boolean,
): AwsPlace {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = hasForeign ? environment : {};
  return {
    region: regionOf(environment),
    accountId: LOCAL_ACCOUNT_ID,
    endpoints,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID || 'local',
      secretAccessKey: AWS_SECRET_ACCESS_KEY || 'local',
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}

export const regionOf = ({ AWS_REGION, AWS_DEFAULT_REGION }: Environment): string =>
  AWS_REGION || AWS_DEFAULT_REGION || LOCAL_REGION;

/** For an SDK client of this process. */
export const clientConfig = (
  { region, endpoints, credentials }: AwsPlace,
  service: AwsService,
): Pick<DynamoDBClientConfig, 'region' | 'credentials'> & { endpoint: string } => ({
  region,
  endpoint: endpoints[service],
  credentials,
});

/** For the SDK clients of a function's process. */
export const awsEnvironment = ({ region, endpoints, credentials }: AwsPlace): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
  ...Object.fromEntries(AWS_SERVICES.map((service) => [ENDPOINT_VARIABLES[service], endpoints[service]])),
});
