/**
 * What a code means and what to do about it. Errors carry a remedy of their own where they know more (a name, a URL);
 * this is what holds wherever the code is met.
 */
export interface Explanation {
  cause: string;
  /** What a person does about it, or that nothing has to be done. */
  remedy: string;
}

export type Explanations = Readonly<Record<string, Explanation>>;

export const explained = (cause: string, remedy: string): Explanation => ({ cause, remedy });
