import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readConfigEdit } from '../../shared/adapters/dynamodb/config-edit.ts';
import { DynamoConfigItemStore } from '../../shared/adapters/dynamodb/config-item-store.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { ENV } from '../../shared/names.ts';
import { loggingObserver } from '../../shared/telemetry.ts';
import { readEnv } from './env.ts';

/** Composition root of check-config, apart from the others' so that its bundle holds nothing of queues or either API. */
export function createConfigChecker() {
  const env = readEnv(ENV.configTable, ENV.secretPrefix);
  const configTable = new Table(new DynamoDBClient({}), env[ENV.configTable]);
  return {
    secretPrefix: env[ENV.secretPrefix],
    readEdit: readConfigEdit,
    ports: { configItems: new DynamoConfigItemStore(configTable), clock: systemClock, observer: loggingObserver },
  };
}
