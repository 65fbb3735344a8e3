import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Resource, type StackTemplate, synthesizeTemplates } from './templates.ts';

const FUNCTIONS = [
  'FanOutFunctionName',
  'SyncWorkerFunctionName',
  'SettleImportFunctionName',
  'CheckConfigFunctionName',
];
const ENGINE = FUNCTIONS.slice(0, 3);

const environmentOf = ({ Environment }: Resource['Properties']) =>
  (Environment as { readonly Variables: Readonly<Record<string, unknown>> }).Variables;

describe('functions', () => {
  let sync: StackTemplate;
  beforeAll(() => {
    sync = synthesizeTemplates().sync;
  });

  it('are four', () => {
    expect(sync.ofType('AWS::Lambda::Function').map(([logicalId]) => logicalId)).toEqual(
      FUNCTIONS.map((output) => sync.idOf(output)),
    );
  });

  it.each(FUNCTIONS)('%s: runs on Node.js 24 on arm64, traced by X-Ray', (output) => {
    expect(sync.propertiesOf(output)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      TracingConfig: { Mode: 'Active' },
    });
  });

  it.each(FUNCTIONS)('%s: logs as it is written, to a group of its own that forgets after 30 days', (output) => {
    const { LoggingConfig } = sync.propertiesOf(output);
    expect(LoggingConfig).toEqual({ LogFormat: 'Text', LogGroup: { Ref: expect.any(String) } });
    const { LogGroup } = LoggingConfig as { readonly LogGroup: { readonly Ref: string } };
    const groups = new Map(sync.ofType('AWS::Logs::LogGroup'));
    expect(groups.size).toBe(FUNCTIONS.length);
    expect(groups.get(LogGroup.Ref)?.Properties.RetentionInDays).toBe(30);
  });

  it('give calls the time that their API asks for, and a tick is over before the next', () => {
    const timeoutOf = (output: string) => Number(sync.propertiesOf(output).Timeout);
    const marketingCallSeconds = 121;
    const readingSeconds = 45;
    expect(timeoutOf('SyncWorkerFunctionName')).toBeGreaterThan(readingSeconds + marketingCallSeconds);
    expect(timeoutOf('SettleImportFunctionName')).toBeGreaterThan(marketingCallSeconds);
    expect(timeoutOf('FanOutFunctionName')).toBeLessThan(15 * 60);
  });

  it('that walk lanes may call each other over the queues for as long as a lane has pages', () => {
    const loops = FUNCTIONS.filter((output) => sync.propertiesOf(output).RecursiveLoop === 'Allow');
    expect(loops).toEqual(['SyncWorkerFunctionName', 'SettleImportFunctionName']);
  });

  it.each(ENGINE)('%s: knows both tables, both queues and where the secrets are', (output) => {
    expect(environmentOf(sync.propertiesOf(output))).toEqual({
      CONFIG_TABLE: { 'Fn::ImportValue': expect.stringContaining('ConfigTable') },
      STATE_TABLE: { 'Fn::ImportValue': expect.stringContaining('StateTable') },
      PAGE_QUEUE_URL: { Ref: sync.idOf('PageQueueUrl') },
      SETTLE_QUEUE_URL: { Ref: sync.idOf('SettleQueueUrl') },
      SECRET_PREFIX: 'commercetools-marketing-sync/prod',
      POWERTOOLS_LOG_LEVEL: 'info',
      POWERTOOLS_METRICS_NAMESPACE: 'commercetools-marketing-sync/prod',
      POWERTOOLS_SERVICE_NAME: 'commercetools-marketing-sync',
    });
  });

  it('give the check of edits no way to the state or the queues', () => {
    expect(Object.keys(environmentOf(sync.propertiesOf('CheckConfigFunctionName'))).sort()).toEqual([
      'CONFIG_TABLE',
      'POWERTOOLS_LOG_LEVEL',
      'POWERTOOLS_METRICS_NAMESPACE',
      'POWERTOOLS_SERVICE_NAME',
      'SECRET_PREFIX',
    ]);
  });

  it('log as much, and for as long, as the deployment says', () => {
    const other = synthesizeTemplates({ logLevel: 'debug', logRetentionDays: '7' }).sync;
    for (const output of FUNCTIONS) {
      expect(environmentOf(other.propertiesOf(output))).toMatchObject({ POWERTOOLS_LOG_LEVEL: 'debug' });
    }
    for (const [, { Properties }] of other.ofType('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(7);
  });
});
