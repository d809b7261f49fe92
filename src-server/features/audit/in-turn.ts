/** Resolves when it is one's turn, with the function that passes it on. */
export type TakeTurn = () => Promise<() => void>;

/** One after the other, in the order of asking. */
export function createTurns(): TakeTurn {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let pass: () => void = () => undefined;
    last = new Promise(resolve => {
      pass = resolve;
    });
    await before;
    return pass;
  };
}
