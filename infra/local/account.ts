import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsPlace, clientConfig } from './emulators/aws-place.ts';
import { readQueues } from './template/storage.ts';
import type { Template } from './template/template.ts';

/**
 * The number of the account behind somebody else's SQS. The templates are full of ARNs, and a queue with a dead-letter
 * queue of another account's is refused. SQS tells it in the ARN of any queue, so one that nothing else hangs on is made
 * first.
 * @throws Error when the queue has no ARN that could be read
 */
export async function findAccountId(template: Template, place: AwsPlace): Promise<string> {
  const first = readQueues(template).find(({ attributes }) => !('RedrivePolicy' in attributes));
  if (!first) return place.accountId;
  const client = new SQSClient(clientConfig(place, 'sqs'));
  try {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: first.name, Attributes: first.attributes }),
    );
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
    const accountId = Attributes?.QueueArn?.split(':')[4];
    if (!accountId) throw new Error(`${place.endpoints.sqs} tells no ARN of the queue ${first.name}.`);
    return accountId;
  } finally {
    client.destroy();
  }
}
