import { beforeAll, describe, expect, it } from '@jest/globals';
import { arnOf, type Resource, type StackTemplate, synthesizeTemplates } from './templates.ts';

describe('edits of the config table', () => {
  let sync: StackTemplate;
  let consumer: Resource['Properties'];
  beforeAll(() => {
    sync = synthesizeTemplates().sync;
    consumer = sync.propertiesWhere('AWS::Lambda::EventSourceMapping', 'FunctionName', {
      Ref: sync.idOf('CheckConfigFunctionName'),
    });
  });

  it('go from the table to the function that checks them, from the oldest on', () => {
    expect(consumer).toMatchObject({
      EventSourceArn: { 'Fn::ImportValue': expect.stringMatching(/ConfigTable.*StreamArn/) },
      StartingPosition: 'TRIM_HORIZON',
    });
  });

  it('count when something is there afterwards that can carry a verdict', () => {
    expect(consumer.FilterCriteria).toEqual({ Filters: [{ Pattern: '{"eventName":["INSERT","MODIFY"]}' }] });
  });

  it('that cannot be checked do not hold up the others for long, and are not lost', () => {
    expect(consumer).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 5,
      DestinationConfig: { OnFailure: { Destination: arnOf(sync.idOf('ConfigEditFailureQueueUrl')) } },
    });
    expect(sync.propertiesOf('ConfigEditFailureQueueUrl').MessageRetentionPeriod).toBe(14 * 86_400);
  });
});
