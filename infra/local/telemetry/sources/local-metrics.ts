import type { MetricIdentity } from '../metrics/measurement.ts';

/** Of the metrics that AWS publishes by itself, those that this runner measures too. */
const MEASURED: Readonly<Record<string, readonly string[]>> = {
  'AWS/Lambda': ['Invocations', 'Errors', 'Throttles', 'Duration'],
  'AWS/SQS': [
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateAgeOfOldestMessage',
    'NumberOfMessagesSent',
  ],
  'AWS/Logs': ['IncomingBytes'],
};

/** Only a deployment has this metric: there is nothing on this machine that it could be read from. */
export const isOnlyInAws = ({ namespace, name }: MetricIdentity): boolean =>
  namespace.startsWith('AWS/') && !MEASURED[namespace]?.includes(name);
