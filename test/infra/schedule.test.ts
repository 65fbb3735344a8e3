import { beforeAll, describe, expect, it } from '@jest/globals';
import { arnOf, type Resource, type StackTemplate, synthesizeTemplates } from './templates.ts';

const scheduleOf = (sync: StackTemplate): Resource['Properties'] => {
  const schedules = sync.ofType('AWS::Scheduler::Schedule');
  if (schedules.length !== 1) throw new Error(`${schedules.length} schedules`);
  return schedules[0]?.[1].Properties ?? {};
};

describe('schedule', () => {
  let sync: StackTemplate;
  beforeAll(() => {
    sync = synthesizeTemplates().sync;
  });

  it('starts the fan-out every 15 minutes and says that it was the schedule', () => {
    expect(scheduleOf(sync)).toMatchObject({
      ScheduleExpression: 'rate(15 minutes)',
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: arnOf(sync.idOf('FanOutFunctionName')), Input: '{"source":"schedule"}' },
    });
  });

  it('gives up a tick when the next one is due, at the scheduler as well as at the function', () => {
    const hourly = synthesizeTemplates({ scheduleMinutes: '60' }).sync;
    expect(scheduleOf(hourly)).toMatchObject({
      ScheduleExpression: 'rate(1 hour)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 3600 } },
    });
    const asynchronous = hourly.propertiesWhere('AWS::Lambda::EventInvokeConfig', 'FunctionName', {
      Ref: hourly.idOf('FanOutFunctionName'),
    });
    expect(asynchronous.MaximumEventAgeInSeconds).toBe(3600);
  });

  it.each([1, 1440])('can run every %d minutes', (scheduleMinutes) => {
    const schedule = scheduleOf(synthesizeTemplates({ scheduleMinutes }).sync);
    expect(schedule.ScheduleExpression).toBe(scheduleMinutes === 1 ? 'rate(1 minute)' : 'rate(1 day)');
  });

  it('can be used by schedules of this account only', () => {
    const { AssumeRolePolicyDocument } = sync.propertiesWhere('AWS::IAM::Role', 'AssumeRolePolicyDocument', {
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: {
              'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              'aws:SourceArn': {
                'Fn::Join': [
                  '',
                  [
                    'arn:',
                    { Ref: 'AWS::Partition' },
                    ':scheduler:',
                    { Ref: 'AWS::Region' },
                    ':',
                    { Ref: 'AWS::AccountId' },
                    ':schedule-group/default',
                  ],
                ],
              },
            },
          },
          Effect: 'Allow',
          Principal: { Service: 'scheduler.amazonaws.com' },
        },
      ],
      Version: '2012-10-17',
    });
    expect(AssumeRolePolicyDocument).toBeDefined();
  });
});
