/** Looks at a scanner's buttons give way to everything else. */
export type ButtonLooks = {
  /** False at once while anything is under way, another look among it. */
  readonly look: (ask: () => Promise<boolean>) => Promise<boolean>;
  /** Work that a look must not disturb: it waits for the one that is under way. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
};

export function createButtonLooks(): ButtonLooks {
  let works = 0;
  let looking: Promise<unknown> | undefined;
  return {
    look: async ask => {
      if (works > 0 || looking) return false;
      const asked = ask();
      looking = asked.catch(() => undefined);
      try {
        return await asked;
      } finally {
        looking = undefined;
      }
    },
    during: async work => {
      works += 1;
      try {
        await looking;
        return await work();
      } finally {
        works -= 1;
      }
    },
  };
}
