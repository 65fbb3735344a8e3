import type { ConfigProblem } from '../contracts/problems.ts';
import { ConfigurationError, TransientError } from '../domain/errors.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { streamsOf } from '../streams/streams-of.ts';

export type AccountPorts = Pick<Ports, 'clock' | 'sourceOf' | 'sinkOf'>;

export interface AccountVerdict {
  problems: ConfigProblem[];
  /** What could not be looked at now. It is no fault of the item. */
  warnings: string[];
}

/**
 * Looks at both accounts as the streams will: the list and the collection are there, data fields have the types that the
 * mapping gives them or are created with them, the project lets itself be read, and the predicate is one that
 * commercetools understands. Costs a few requests per stream and reads no record.
 * @param isConcerned which streams an edit touches
 */
export async function checkAccounts(
  tenant: Tenant,
  isConcerned: (stream: Stream) => boolean,
  ports: AccountPorts,
): Promise<AccountVerdict> {
  const verdict: AccountVerdict = { problems: [], warnings: [] };
  const said = new Set<string>();
  for (const stream of streamsOf(tenant).filter(isConcerned)) {
    for (const look of looksAt(tenant, stream, ports)) {
      await look().catch((error: unknown) => note(error, stream, said, verdict));
    }
  }
  return verdict;
}

const looksAt = (tenant: Tenant, stream: Stream, ports: AccountPorts) => [
  async () => {
    const source = ports.sourceOf(tenant);
    if (stream.checkProject) stream.checkProject((await source.readProject()).project);
    // A window that begins now holds nothing, so nothing but the question itself is judged.
    await source.probe({ ...stream.reads, window: { from: ports.clock.now() } });
  },
  async () => {
    await ports.sinkOf(tenant, stream.writes).prepare();
  },
];

function note(error: unknown, { name }: Stream, said: Set<string>, { problems, warnings }: AccountVerdict): void {
  if (error instanceof TransientError) {
    warnings.push(`${name}: could not be looked at (${error.code}); the next tick will tell`);
    return;
  }
  if (!(error instanceof ConfigurationError)) throw error;
  // What is wrong with an account is wrong for every stream; once is enough.
  if (said.has(error.message)) return;
  said.add(error.message);
  problems.push({ path: 'account', message: [error.message, error.remedy ?? ''].join(' ').trim() });
}
