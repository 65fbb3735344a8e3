/** Waiting that can be cut short, so that a closing simulator leaves no timer behind. */
export interface Waits {
  /** Resolves after `ms`; without `ms` only when everything ends. */
  wait(ms: number | undefined): Promise<void>;
  endAll(): void;
}

export function createWaits(): Waits {
  const pending = new Set<() => void>();
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        let timer: NodeJS.Timeout | undefined;
        const end = () => {
          clearTimeout(timer);
          pending.delete(end);
          resolve();
        };
        pending.add(end);
        if (ms !== undefined) timer = setTimeout(end, ms);
      }),
    endAll: () => {
      for (const end of [...pending]) end();
    },
  };
}
