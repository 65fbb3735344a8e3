import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SERVICE_NAME } from '../../../shared/names.ts';
import { EXIT } from '../exit-code.ts';
import { OpsError } from '../ops-error.ts';
import { type Deployment, readPlaces } from './deployment.ts';

export interface CloudPlace {
  readonly stage: string;
  /** By default as the environment and the AWS configuration say. */
  readonly region?: string | undefined;
}

/**
 * The stacks of one stage in the AWS account that the environment is signed in to, found by what they put out.
 * @throws OpsError when they are not there
 */
export async function findCloudDeployment({ stage, region }: CloudPlace): Promise<Deployment> {
  const config = region === undefined ? {} : { region };
  const client = new CloudFormationClient(config);
  try {
    const where = `${stage} in ${await client.config.region()}`;
    const outputs = {
      ...(await readOutputs(client, `${SERVICE_NAME}-${stage}-state`, where)),
      ...(await readOutputs(client, `${SERVICE_NAME}-${stage}-sync`, where)),
    };
    const places = readPlaces(outputs);
    if ('missing' in places) {
      throw new OpsError(`The stacks of stage ${where} do not say where to find: ${places.missing.join(', ')}.`, {
        remedy: 'They were deployed by another version of this project; deploy this one (npm run deploy).',
        exitCode: EXIT.unreachable,
      });
    }
    return { name: `stage ${where}`, ...places, simulators: {}, clientConfig: () => config };
  } finally {
    client.destroy();
  }
}

async function readOutputs(client: CloudFormationClient, stackName: string, where: string) {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (!(error instanceof Error && error.name === 'ValidationError')) throw error;
    throw new OpsError(`Stage ${where} has no stack ${stackName}.`, {
      remedy:
        'Deploy it (npm run deploy), or name the stage and the region that are meant with --stage and --region. For the stack that npm start runs on this machine, add --local.',
      exitCode: EXIT.unreachable,
    });
  }
}
