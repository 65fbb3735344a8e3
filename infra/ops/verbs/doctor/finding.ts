import { describeFailure } from '../../describe-failure.ts';

export type State = 'ok' | 'warning' | 'problem' | 'skipped';

/** One line of the doctor: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly area: 'settings' | 'commercetools' | 'Marketing' | 'sync';
  readonly check: string;
  readonly state: State;
  readonly message: string;
  readonly remedy?: string;
}

type Told = Pick<Finding, 'message' | 'remedy'> & { state?: State };

/** Collects findings. What cannot be looked at because something before it is wrong is said to be skipped, not well. */
export class Examination {
  readonly findings: Finding[] = [];
  readonly #onFinding: (finding: Finding) => void;

  constructor(onFinding: (finding: Finding) => void = () => undefined) {
    this.#onFinding = onFinding;
  }

  add(area: Finding['area'], check: string, { state = 'ok', message, remedy }: Told): undefined {
    const finding = { area, check, state, message, ...(remedy !== undefined && { remedy }) };
    this.findings.push(finding);
    this.#onFinding(finding);
  }

  /**
   * Looks at one thing. What is thrown becomes the problem that it describes.
   * @returns what was found out, for the checks that build on it; `undefined` when they cannot
   */
  async look<T>(
    area: Finding['area'],
    check: string,
    work: () => Promise<Told & { found: T }>,
  ): Promise<T | undefined> {
    try {
      const { found, ...told } = await work();
      this.add(area, check, told);
      return told.state === 'problem' ? undefined : found;
    } catch (error) {
      const { message, remedy } = describeFailure(error);
      this.add(area, check, { state: 'problem', message, ...(remedy !== undefined && { remedy }) });
      return undefined;
    }
  }

  skip(area: Finding['area'], check: string, because: string): undefined {
    this.add(area, check, { state: 'skipped', message: because });
  }

  get isWell(): boolean {
    return this.findings.every(({ state }) => state !== 'problem');
  }
}
