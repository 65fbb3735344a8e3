import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readConfigEdit } from '../../shared/adapters/dynamodb/config-edit.ts';
import { DynamoConfigItemStore } from '../../shared/adapters/dynamodb/config-item-store.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantStore } from '../../shared/adapters/dynamodb/tenant-store.ts';
import { systemClock } from '../../shared/adapters/system/clock.ts';
import { ENV } from '../../shared/names.ts';
import { loggingObserver } from '../../shared/telemetry.ts';
import { createAccounts } from './accounts.ts';
import { readEnv } from './env.ts';

/** Composition root of check-config, apart from the others' because it touches neither queues nor progress. */
export function createConfigChecker() {
  const env = readEnv(ENV.configTable, ENV.secretPrefix);
  const configTable = new Table(new DynamoDBClient({}), env[ENV.configTable]);
  return {
    secretPrefix: env[ENV.secretPrefix],
    readEdit: readConfigEdit,
    ports: {
      tenants: new DynamoTenantStore(configTable, env[ENV.secretPrefix], Date.now),
      configItems: new DynamoConfigItemStore(configTable),
      clock: systemClock,
      observer: loggingObserver,
      ...createAccounts(),
    },
  };
}
