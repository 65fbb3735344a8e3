import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { SyncFunction } from './sync-function.ts';

export interface SyncScheduleProps {
  readonly every: Duration;
  readonly target: SyncFunction;
}

/** Starts the fan-out at a fixed rate. A tick that cannot be delivered in time is dropped: the next does its work too. */
export class SyncSchedule extends Construct {
  constructor(scope: Construct, id: string, { every, target }: SyncScheduleProps) {
    super(scope, id);
    const { handler } = target;
    const role = new Role(this, 'Role', { assumedBy: this.schedulerOfThisAccount() });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }));

    new Schedule(this, 'Schedule', {
      description: 'Looks for changes in every tenant',
      schedule: ScheduleExpression.rate(every),
      target: new LambdaInvoke(handler, {
        input: ScheduleTargetInput.fromObject({ source: 'schedule' }),
        // Left to itself the target would also allow every version and alias of the function, by a wildcard.
        role: role.withoutPolicyUpdates(),
        maxEventAge: every,
        retryAttempts: 3,
      }),
    });
  }

  /** Only schedules of this account may use the role, so that no one else's can be made to act with it. */
  private schedulerOfThisAccount(): ServicePrincipal {
    const stack = Stack.of(this);
    return new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': stack.account,
          'aws:SourceArn': stack.formatArn({
            service: 'scheduler',
            resource: 'schedule-group',
            resourceName: 'default',
            arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          }),
        },
      },
    });
  }
}
