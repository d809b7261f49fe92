export type Turn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** One after the other, in the order of asking. */
export function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
