import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { addSeconds, type Instant, toMs } from '../../domain/instant.ts';
import { TABLE_KEYS } from '../../names.ts';
import type { ManifestKey, ManifestStore } from '../../ports.ts';
import type { Table } from './table.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Longer than an import may take before its page is sent again, so a manifest never goes before its report comes. */
const KEPT_SECONDS = 2 * 24 * 60 * 60;

const itemKey = ({ tenantId, manifestId }: ManifestKey) => ({ tenantId, item: `manifest#${manifestId}` });

/** A manifest of 5,000 records is about 250 KB of text; compressed it stays well below DynamoDB's 400 KB an item. */
export class DynamoManifestStore implements ManifestStore {
  readonly #table: Table;

  constructor(stateTable: Table) {
    this.#table = stateTable;
  }

  async putManifest(key: ManifestKey, manifest: string, at: Instant): Promise<void> {
    const expiresAt = Math.floor(toMs(addSeconds(at, KEPT_SECONDS)) / 1000);
    await this.#table.put(itemKey(key), { manifest: await compress(manifest), [TABLE_KEYS.expiry]: expiresAt });
  }

  async getManifest(key: ManifestKey): Promise<string | undefined> {
    const stored = (await this.#table.get(itemKey(key)))?.manifest;
    return stored instanceof Uint8Array ? (await decompress(stored)).toString() : undefined;
  }

  async deleteManifest(key: ManifestKey): Promise<void> {
    await this.#table.delete(itemKey(key));
  }
}
