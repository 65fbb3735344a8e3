import { describe, expect, it } from '@jest/globals';
import { parseStageConfig, StageConfigError } from '../../infra/stage-config.ts';

describe('stage config', () => {
  it('needs no setting at all', () => {
    expect(parseStageConfig({})).toEqual({
      stage: 'prod',
      scheduleMinutes: 15,
      logRetentionDays: 30,
      logLevel: 'info',
      workerConcurrency: 8,
      settleConcurrency: 2,
      secretPrefix: 'commercetools-marketing-sync/prod',
      concurrency: 'shared',
      encryption: 'aws',
      removal: 'retain',
    });
  });

  it('reads numbers from the text that a command line gives, as well as from numbers', () => {
    expect(parseStageConfig({ scheduleMinutes: '5', logRetentionDays: 90 })).toMatchObject({
      scheduleMinutes: 5,
      logRetentionDays: 90,
    });
  });

  it('keeps the secrets of each stage under a prefix of its own, unless told where they are', () => {
    expect(parseStageConfig({ stage: 'test' }).secretPrefix).toBe('commercetools-marketing-sync/test');
    expect(parseStageConfig({ stage: 'test', secretPrefix: 'shop/sync' }).secretPrefix).toBe('shop/sync');
  });

  it.each([
    ['stage', 'Prod', 'lower-case'],
    ['stage', 'a-name-of-twenty-one-l', 'up to 20'],
    ['stage', '1st', 'a letter first'],
    ['scheduleMinutes', '0', '1 to 1440'],
    ['scheduleMinutes', '1441', '1 to 1440'],
    ['scheduleMinutes', '7.5', 'whole number'],
    ['scheduleMinutes', '', 'whole number'],
    ['scheduleMinutes', 'soon', 'whole number'],
    ['logRetentionDays', '31', '14, 30, 60'],
    ['logRetentionDays', '9999', '14, 30, 60'],
    ['logLevel', 'loud', 'debug, info, warn or error'],
    ['workerConcurrency', '1', '2 to 1000'],
    ['settleConcurrency', '1001', '2 to 1000'],
    ['secretPrefix', '*', 'letters, digits'],
    ['secretPrefix', 'shop/', 'single slashes'],
    ['secretPrefix', '/shop', 'single slashes'],
    ['lagTargetMinutes', '0', 'whole number'],
    ['alarmEmail', 'ops', 'e-mail address'],
    ['runbookUrl', 'http://wiki.example.com', 'https'],
    ['concurrency', 'plenty', 'shared or reserved'],
    ['encryption', 'none', 'aws or own'],
    ['subnetIds', 'vpc-0a1b2c3d', 'ids of subnets'],
    ['securityGroupIds', '', 'ids of security groups'],
    ['region', 'Frankfurt', 'AWS region'],
    ['removal', 'maybe', 'retain'],
    ['removal', true, 'retain'],
  ])('refuses %s=%j and says what to give instead', (setting, value, remedy) => {
    const parse = () => parseStageConfig({ [setting]: value });
    expect(parse).toThrow(StageConfigError);
    expect(parse).toThrow(`${setting} is ${JSON.stringify(value)}. Use `);
    expect(parse).toThrow(remedy);
    expect(parse).toThrow(`-c ${setting}=`);
  });

  it('reads lists from text with commas as well as from lists', () => {
    const given = { subnetIds: 'subnet-0a1b2c3d, subnet-4e5f6a7b', securityGroupIds: ['sg-0a1b2c3d'] };
    expect(parseStageConfig(given)).toMatchObject({
      subnetIds: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
      securityGroupIds: ['sg-0a1b2c3d'],
    });
  });

  it('refuses subnets without security groups, and the other way round', () => {
    expect(() => parseStageConfig({ subnetIds: 'subnet-0a1b2c3d' })).toThrow('Give both, or neither.');
    expect(() => parseStageConfig({ securityGroupIds: 'sg-0a1b2c3d' })).toThrow('Give both, or neither.');
  });

  it('names every fault at once', () => {
    const parse = () => parseStageConfig({ stage: '', scheduleMinutes: 'soon', removal: 'maybe' });
    for (const setting of ['stage', 'scheduleMinutes', 'removal']) expect(parse).toThrow(`- ${setting} is`);
  });

  it('takes an unknown word for a misspelt setting and lists those there are', () => {
    const parse = () => parseStageConfig({ sheduleMinutes: '5' });
    expect(parse).toThrow('sheduleMinutes is not a setting.');
    expect(parse).toThrow('scheduleMinutes, logRetentionDays');
  });

  it("leaves the CDK's own context alone", () => {
    const context = {
      '@aws-cdk/core:checkSecretUsage': true,
      'aws:cdk:bundling-stacks': ['**'],
      'cli-telemetry': false,
    };
    expect(parseStageConfig(context)).toEqual(parseStageConfig({}));
  });
});
