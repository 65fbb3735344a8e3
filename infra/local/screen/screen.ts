import type { RunSummary } from '../../../shared/domain/run.ts';
import type { Snapshot } from '../status/snapshot.ts';
import type { Obstacle } from '../status/until-level.ts';

/** What there is to see at one moment. */
export interface View {
  readonly snapshot: Snapshot;
  /** Closed runs, oldest first. */
  readonly runs: readonly RunSummary[];
  readonly obstacles: readonly Obstacle[];
}

export interface Screen {
  /** Lines that stay. */
  say(...lines: readonly string[]): void;
  /** The state of things, in place of what was shown before. */
  show(view: View): void;
  /** Leaves the screen as it is; nothing is shown after this. */
  end(): void;
}

export const describeObstacle = ({ tenantId, stream, problem }: Obstacle): string => {
  const who = [tenantId, stream].filter((part) => part !== undefined).join(' ');
  const remedy = problem.remedy === undefined ? '' : ` ${problem.remedy}`;
  return `${who === '' ? '' : `${who}: `}${problem.message}${remedy} (${problem.code})`;
};
