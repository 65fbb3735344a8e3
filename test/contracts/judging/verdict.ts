import type { Description } from '../descriptions/description.ts';
import { OperationIndex } from '../descriptions/operation-index.ts';
import type { Exchange } from '../recording/exchange.ts';
import type { Difference } from './difference.ts';
import { type DifferenceGroup, DifferenceGroups } from './difference-groups.ts';
import { type ExpectedCall, findUnmet } from './expected-call.ts';
import { ExchangeJudge } from './judge-exchange.ts';
import { isMatch, type KnownDifference } from './known-difference.ts';
import { OperationTallies, type OperationTally } from './operation-tallies.ts';

export interface Verdict {
  readonly operations: readonly OperationTally[];
  /** Those that nobody has explained. */
  readonly differences: readonly DifferenceGroup[];
  readonly known: readonly ExcusedDifferences[];
  /** Explanations of differences that do not exist any more. */
  readonly stale: readonly KnownDifference[];
  /** What should have been among the traffic and was not. */
  readonly unmet: readonly ExpectedCall[];
}

export interface ExcusedDifferences extends KnownDifference {
  readonly count: number;
  readonly groups: readonly DifferenceGroup[];
}

export interface Expectations {
  readonly known: readonly KnownDifference[];
  readonly calls: readonly ExpectedCall[];
}

/** Compares a whole run's traffic with the published descriptions. */
export function judgeTraffic(
  descriptions: readonly Description[],
  exchanges: readonly Exchange[],
  { known, calls }: Expectations,
): Verdict {
  const excuses = known.map((one) => ({ known: one, groups: new DifferenceGroups() }));
  const findExcuse = (difference: Difference) => excuses.find((excuse) => isMatch(excuse.known, difference));
  const unexplained = new DifferenceGroups();
  const add = (difference: Difference) => (findExcuse(difference)?.groups ?? unexplained).add(difference);

  for (const difference of descriptions.flatMap(defectsOf)) add(difference);
  const judge = new ExchangeJudge(
    new OperationIndex(descriptions),
    (difference) => findExcuse(difference)?.known.schema,
  );
  const tallies = new OperationTallies();
  for (const exchange of exchanges) {
    const judgement = judge.judge(exchange);
    const open = judgement.differences.filter((difference) => findExcuse(difference) === undefined).length;
    tallies.add(exchange.api, judgement, open);
    for (const difference of judgement.differences) add(difference);
  }

  const excused = excuses.map(({ known: one, groups }) => {
    const all = groups.all();
    return { ...one, groups: all, count: all.reduce((sum, { count }) => sum + count, 0) };
  });
  const operations = tallies.all();
  return {
    operations,
    differences: unexplained.all(),
    known: excused.filter(({ count }) => count > 0),
    stale: known.filter((_, index) => excused[index]?.count === 0),
    unmet: findUnmet(calls, operations),
  };
}

/** Whether the run proves what it is there to prove. */
export const isFaultless = ({ differences, stale, unmet }: Verdict): boolean =>
  differences.length === 0 && stale.length === 0 && unmet.length === 0;

const defectsOf = ({ api, file, defects }: Description): Difference[] =>
  defects.map(({ line, problem }) => ({
    api,
    operation: file,
    side: 'file',
    at: '',
    rule: 'broken-file',
    problem: 'is not well-formed',
    example: `line ${line}: ${problem}`,
  }));
