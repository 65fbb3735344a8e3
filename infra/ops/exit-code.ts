/** What the shell is told; `--help` explains them to people. */
export const EXIT = {
  ok: 0,
  /** Carried out, and something is wrong; or refused, because it would do harm. */
  problem: 1,
  /** The command line itself cannot be used. */
  usage: 2,
  /** There was no way to the deployment: not running, not deployed, no credentials, no network. */
  unreachable: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
