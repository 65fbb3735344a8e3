import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const secretSchema = z.object({
  name: z.string(),
  arn: z.string(),
  value: z.string(),
  versionId: z.string(),
  createdAtMs: z.number(),
  changedAtMs: z.number(),
  /** Since when it waits for its end; until then it can be restored. */
  deletedAtMs: z.number().optional(),
});
export type Secret = z.infer<typeof secretSchema>;

/** Secrets by name, in memory and, if a file is given, on disk: written whole and moved into place, so never half. */
export class SecretStore {
  readonly #file: string | undefined;
  readonly #secrets: Map<string, Secret>;

  constructor(file?: string) {
    this.#file = file;
    this.#secrets = new Map(readSecrets(file).map((secret) => [secret.name, secret]));
  }

  list(): Secret[] {
    return [...this.#secrets.values()];
  }

  /** @param id name or ARN */
  find(id: string): Secret | undefined {
    return this.#secrets.get(id) ?? this.list().find(({ arn }) => arn === id);
  }

  put(name: string, arn: string, value: string): Secret {
    const now = Date.now();
    const createdAtMs = this.#secrets.get(name)?.createdAtMs ?? now;
    const secret = { name, arn, value, versionId: randomUUID(), createdAtMs, changedAtMs: now };
    this.#secrets.set(name, secret);
    this.#save();
    return secret;
  }

  /** For a time only: it can be restored. */
  markDeleted(name: string, isDeleted: boolean): void {
    const secret = this.#secrets.get(name);
    if (!secret) return;
    const { deletedAtMs: _, ...there } = secret;
    this.#secrets.set(name, isDeleted ? { ...there, deletedAtMs: Date.now() } : there);
    this.#save();
  }

  delete(name: string): void {
    this.#secrets.delete(name);
    this.#save();
  }

  #save(): void {
    if (this.#file === undefined) return;
    const draft = `${this.#file}.new`;
    writeFileSync(draft, JSON.stringify(this.list(), undefined, 2), { mode: 0o600 });
    renameSync(draft, this.#file);
  }
}

function readSecrets(file: string | undefined): Secret[] {
  if (file === undefined || !existsSync(file)) return [];
  return z.array(secretSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}
