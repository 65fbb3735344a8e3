import { isFaultless, type Verdict } from '../judging/verdict.ts';

/** A verdict as `--json` writes it. Examples are masked already. */
export const reportJson = (verdict: Verdict, seconds: number) => ({
  faultless: isFaultless(verdict),
  seconds,
  operations: verdict.operations,
  differences: verdict.differences,
  known: verdict.known.map(({ api, rule, reason, count, groups }) => ({ api, rule, reason, count, groups })),
  stale: verdict.stale.map(({ api, rule, reason }) => ({ api, rule, reason })),
  unmet: verdict.unmet,
});
