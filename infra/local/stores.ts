import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoRejectionStore } from '../../shared/adapters/dynamodb/rejection-store.ts';
import { DynamoRunHistory } from '../../shared/adapters/dynamodb/run-history.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTenantStore } from '../../shared/adapters/dynamodb/tenant-store.ts';
import { DynamoTrackStore } from '../../shared/adapters/dynamodb/track-store.ts';
import { ENV } from '../../shared/names.ts';
import type { RejectionStore, RunHistory, TenantStore, TrackStore } from '../../shared/ports.ts';
import { type AwsPlace, clientConfig } from './emulators/aws-place.ts';
import type { FunctionResource } from './template/functions.ts';

/** How the tables and secrets of this stack are called: as its functions are told. */
export interface StackNames {
  readonly configTable: string;
  readonly stateTable: string;
  readonly secretPrefix: string;
}

export function namesOf(functions: readonly FunctionResource[]): StackNames {
  const find = (variable: string): string => {
    const teller = functions.find(({ environment }) => environment[variable] !== undefined);
    return teller?.environment[variable] ?? '';
  };
  return {
    configTable: find(ENV.configTable),
    stateTable: find(ENV.stateTable),
    secretPrefix: find(ENV.secretPrefix),
  };
}

/** The sync's own stores, to look at what it does and to do what an operator does. */
export interface Stores {
  readonly configTable: Table;
  readonly tenants: TenantStore;
  readonly tracks: TrackStore;
  readonly runs: RunHistory;
  readonly rejections: RejectionStore;
  close(): void;
}

export function openStores(place: AwsPlace, names: StackNames): Stores {
  const client = new DynamoDBClient(clientConfig(place, 'dynamodb'));
  const configTable = new Table(client, names.configTable);
  const stateTable = new Table(client, names.stateTable);
  return {
    configTable,
    tenants: new DynamoTenantStore(configTable, names.secretPrefix, Date.now),
    tracks: new DynamoTrackStore(stateTable),
    runs: new DynamoRunHistory(stateTable),
    rejections: new DynamoRejectionStore(stateTable),
    close: () => client.destroy(),
  };
}
