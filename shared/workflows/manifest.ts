/**
 * What a page has sent, as `<digest of the handle> <id>` lines. Marketing reports by handle (an email address), the
 * books and rejections go by id, and nothing that identifies a person may be kept: so the handle is kept as a salted
 * digest, just long enough to recognise it in the report.
 */
import type { Ids, Submission } from '../ports.ts';

export const writeManifest = (submissions: readonly Submission[], salt: string, ids: Ids): string =>
  submissions.map(({ id, handle }) => `${ids.digest(salt, handle)} ${id}`).join('\n');

/** Digest of the handle -> id. */
export function readManifest(manifest: string): Map<string, string> {
  const idsByDigest = new Map<string, string>();
  for (const line of manifest.split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) idsByDigest.set(line.slice(0, space), line.slice(space + 1));
  }
  return idsByDigest;
}
