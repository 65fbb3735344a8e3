import { hash, randomBytes } from 'node:crypto';
import type { Ids } from '../../ports.ts';

/** 12 characters are 72 bits: among the 5,000 handles of a page two never meet. */
const DIGEST_LENGTH = 12;

export const systemIds: Ids = {
  // The time comes first so that run ids sort as the runs opened, and people can read it off.
  newRunId: (serverNow) => `${serverNow.replaceAll(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`,
  newManifestId: () => randomBytes(16).toString('hex'),
  digest: (salt, text) => hash('sha256', salt + text, 'base64url').slice(0, DIGEST_LENGTH),
};
