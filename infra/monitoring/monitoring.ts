import { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { SERVICE_NAME } from '../../shared/names.ts';
import { type AlarmDefinition, defineAlarms } from './alarms.ts';
import { layOut } from './dashboard/layout.ts';
import { LOG_QUERIES } from './log-queries.ts';
import { runbookArticle } from './runbook.ts';
import type { Watched } from './watched.ts';

/** Dashboard, alarms with the topic they go to, and saved log queries of one deployment. */
export class Monitoring extends Construct {
  readonly topic: Topic;
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, watched: Watched) {
    super(scope, id);
    const { config, functions, key } = watched;
    const deployment = `${SERVICE_NAME}-${config.stage}`;

    this.topic = new Topic(this, 'Alarms', {
      displayName: `Alarms of ${deployment}`,
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    if (config.alarmEmail !== undefined) this.topic.addSubscription(new EmailSubscription(config.alarmEmail));

    const alarms = defineAlarms(watched).map((definition) => this.addAlarm(deployment, definition, watched));

    const logGroups = Object.values(functions).map(({ logGroup }) => logGroup);
    for (const [key, { name, lines }] of Object.entries(LOG_QUERIES)) {
      new CfnQueryDefinition(this, `Query-${key}`, {
        // Slashes are folders in the console.
        name: `${SERVICE_NAME}/${config.stage}/${name}`,
        queryString: lines.join('\n| '),
        logGroupNames: logGroups.map(({ logGroupName }) => logGroupName),
      });
    }

    this.dashboard = new Dashboard(this, 'Dashboard', { dashboardName: deployment });
    for (const row of layOut(watched, alarms)) this.dashboard.addWidgets(...row);
  }

  private addAlarm(deployment: string, definition: AlarmDefinition, { config }: Watched): Alarm {
    const alarm = new Alarm(this, definition.name, {
      alarmName: `${deployment}-${definition.name}`,
      alarmDescription: `${definition.says} What to do: ${runbookArticle(config, definition.name)}`,
      metric: definition.metric,
      threshold: definition.threshold,
      comparisonOperator: definition.comparison,
      evaluationPeriods: definition.evaluationPeriods,
      datapointsToAlarm: definition.datapointsToAlarm,
      treatMissingData: definition.missingData,
    });
    const tell = new SnsAction(this.topic);
    // Whoever was called out also hears that it is over.
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    return alarm;
  }
}
