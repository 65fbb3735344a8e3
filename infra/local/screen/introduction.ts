import { LIST_NAME } from '../demo/simulated-account.ts';
import type { AwsService } from '../emulators/aws-place.ts';
import type { Session } from '../session.ts';
import { formatCount, formatSeconds } from './format.ts';

export interface IntroductionInput {
  readonly session: Session;
  readonly customers: number;
  /** Seconds between two changes of the shop; absent when it stays as it is. */
  readonly changeEverySeconds: number | undefined;
  readonly isKept: boolean;
  readonly workDirectory: string;
  /** Of the page; absent when none is served. */
  readonly pageUrl?: string | undefined;
}

const SERVICE_NAMES: Readonly<Record<AwsService, string>> = {
  dynamodb: 'DynamoDB',
  sqs: 'SQS',
  secretsManager: 'Secrets Manager',
};

/** The first screen: what is running, where to look, and how to stop it. */
export function renderIntroduction(input: IntroductionInput): string[] {
  const { session, customers, changeEverySeconds, isKept, workDirectory, pageUrl } = input;
  const { stack, demo } = session;
  const [first] = demo.tenants;
  const { commercetools, marketing } = demo.simulators;
  const deployed = formatSeconds(stack.deployedEverySeconds);
  return [
    '',
    'commercetools to Marketing: the whole sync, on this machine',
    '',
    commercetools
      ? `  commercetools  ${commercetools.url}  simulator with ${countShops(demo.tenants.length)} of ${formatCount(customers)} customers`
      : `  commercetools  ${first?.commercetools.apiUrl}  project ${first?.commercetools.projectKey}`,
    marketing
      ? `  Marketing      ${marketing.url}  simulator; contacts go to the list "${LIST_NAME}"`
      : `  Marketing      ${first?.marketing.apiUrl}  list ${first?.marketing.listId}`,
    `  AWS            ${describeAws(stack.foreign, stack.place.endpoints)}; the functions run as they are deployed`,
    ...(pageUrl === undefined
      ? []
      : [`  page           ${pageUrl}  the dashboard with what happens here, and what is in Marketing`]),
    `  log            ${stack.log.file}`,
    `  ${isKept ? 'kept in       ' : 'files         '} ${workDirectory}`,
    '',
    `A tick looks for changes every ${formatSeconds(stack.ticker.everySeconds)} (deployed: ${deployed}), the first one now.`,
    ...(changeEverySeconds === undefined
      ? []
      : [
          `Something changes in the shop every ${changeEverySeconds} s. It arrives about a minute later, because a live window`,
          "ends 60 s behind commercetools' clock. Ctrl-C stops.",
          'Meanwhile, in another shell: npm run ops -- doctor demo --local; npm run ops -- --help shows everything else.',
        ]),
    '',
  ];
}

const countShops = (n: number): string => (n === 1 ? 'a shop' : `${n} shops`);

function describeAws(foreign: ReadonlySet<AwsService>, endpoints: Readonly<Record<AwsService, string>>): string {
  const services = Object.entries(SERVICE_NAMES) as [AwsService, string][];
  const embedded = services.filter(([service]) => !foreign.has(service)).map(([, name]) => name);
  const given = services.filter(([service]) => foreign.has(service)).map(([s, name]) => `${name} at ${endpoints[s]}`);
  return [...(embedded.length > 0 ? [`embedded ${embedded.join(', ')}`] : []), ...given].join('; ');
}
