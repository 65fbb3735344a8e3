/** Where the resources are taken to live. The account is the one that emulators commonly use. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** What a reference to a resource stands for: `Ref` and the attributes of `Fn::GetAtt`. */
export interface Identity {
  /** Absent while it is not known, as with the URL of a queue that has yet to be created. */
  readonly ref: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

const SERVICES: Readonly<Record<string, { prefix: string; maxNameLength: number }>> = {
  'AWS::DynamoDB::Table': { prefix: 'dynamodb:$place:table/', maxNameLength: 255 },
  'AWS::SQS::Queue': { prefix: 'sqs:$place:', maxNameLength: 80 },
  'AWS::Lambda::Function': { prefix: 'lambda:$place:function:', maxNameLength: 64 },
};

/**
 * Names a resource as CloudFormation would, less the random suffix: from stack and logical id, the stack's part cut where
 * the service allows less. So the same resource is found again at the next start.
 */
export function physicalName(type: string, stackName: string, logicalId: string): string {
  const { maxNameLength } = SERVICES[type] ?? { maxNameLength: 255 };
  return `${stackName.slice(0, maxNameLength - logicalId.length - 1)}-${logicalId}`;
}

/** @param queueUrl only where it is known already: the service that creates a queue chooses its URL. */
export function identify(
  type: string,
  name: string,
  { region, accountId }: Place,
  queueUrl: string | undefined,
): Identity {
  const [, service = ''] = type.toLowerCase().split('::');
  const prefix = SERVICES[type]?.prefix ?? `${service}:$place:`;
  const arn = `arn:aws:${prefix.replace('$place', `${region}:${accountId}`)}${name}`;
  switch (type) {
    case 'AWS::DynamoDB::Table':
      return { ref: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local` } };
    case 'AWS::SQS::Queue':
      return { ref: queueUrl, attributes: { Arn: arn, QueueName: name } };
    default:
      return { ref: name, attributes: { Arn: arn } };
  }
}
