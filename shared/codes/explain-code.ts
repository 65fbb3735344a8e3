import type { Explanation, Explanations } from '../domain/explanation.ts';
import { canonicalCode, FAILURE_CODES } from '../domain/failure-codes.ts';
import { SKIP_REASONS } from '../domain/skip-reasons.ts';
import { COMMERCETOOLS_PROBLEMS } from './commercetools-problems.ts';
import { explainFieldFlag, FLAGS, UNFIT_VALUES } from './flags.ts';
import { MARKETING_PROBLEMS } from './marketing-problems.ts';
import { OWN_PROBLEMS } from './own-problems.ts';

/**
 * - `problem`: what holds up a stream, a tenant or a message.
 * - `rejection`: why a record, or an import as a whole, was refused.
 * - `skip`: why a record was deliberately not sent.
 * - `flag`: what a record that was sent is worth a look for.
 */
export type CodeKind = 'problem' | 'rejection' | 'skip' | 'flag';

export interface ExplainedCode extends Explanation {
  code: string;
  kind: CodeKind;
}

const PROBLEMS: Explanations = { ...COMMERCETOOLS_PROBLEMS, ...MARKETING_PROBLEMS, ...OWN_PROBLEMS };

const BY_KIND: readonly (readonly [CodeKind, Explanations])[] = [
  ['problem', PROBLEMS],
  ['rejection', FAILURE_CODES],
  ['skip', SKIP_REASONS],
  ['flag', FLAGS],
];

/** Every code with a fixed name, in the order of their kinds and names. */
export const listCodes = (): ExplainedCode[] =>
  BY_KIND.flatMap(([kind, codes]) =>
    Object.entries(codes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { cause, remedy }]) => ({ code, kind, cause, remedy })),
  );

const IMPORT = 'import.';
const DYNAMODB = 'dynamodb.';

/** @returns nothing for a word that is no code of the sync */
export function explainCode(given: string): ExplainedCode | undefined {
  const wanted = given.trim();
  const codes = listCodes();
  // Two codes differ by their casing alone (Duplicate, duplicate), so that is looked at first.
  const fixed =
    codes.find(({ code }) => code === wanted) ?? codes.find(({ code }) => code.toLowerCase() === wanted.toLowerCase());
  if (fixed) return fixed;
  if (wanted.startsWith(IMPORT)) return explainImport(wanted);
  if (wanted.startsWith(DYNAMODB)) {
    return {
      code: wanted,
      kind: 'problem',
      cause: `DynamoDB did not carry a request out (${wanted.slice(DYNAMODB.length)}), and its SDK had tried it several times.`,
      remedy:
        'Nothing has to be done: it is tried again by itself. If it lasts, look at the health of DynamoDB in AWS.',
    };
  }
  const flag = explainFieldFlag(wanted);
  if (flag) return { code: wanted, kind: 'flag', ...flag };
  return Object.hasOwn(UNFIT_VALUES, wanted)
    ? { code: wanted, kind: 'flag', ...UNFIT_VALUES[wanted as keyof typeof UNFIT_VALUES] }
    : undefined;
}

/** An import that failed as a whole is a problem named after Marketing's word for it. */
function explainImport(wanted: string): ExplainedCode | undefined {
  const code = canonicalCode(wanted.slice(IMPORT.length));
  const known = FAILURE_CODES[code];
  if (known) return { code: `${IMPORT}${code}`, kind: 'problem', cause: known.cause, remedy: known.remedy };
  return {
    code: wanted,
    kind: 'problem',
    cause: 'Marketing did not carry an import out, for a reason that its documentation does not list.',
    remedy: 'Wait: the page is sent again at every tick. If it goes on, give the import id to Marketing support.',
  };
}
