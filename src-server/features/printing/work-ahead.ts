/**
 * What comes of the items, in their order, of which up to `ahead` are begun before their turn: threads that do the work are never idle,
 * and no more than these results lie in memory while somebody slow takes them.
 */
export async function* workAhead<Item, Result>(items: readonly Item[], ahead: number, work: (item: Item) => Promise<Result>): AsyncGenerator<Result, void> {
  const begun: Promise<Result>[] = [];
  const begin = (item: Item): void => {
    const result = work(item);
    // Thrown when its turn comes; until then nobody waits for it.
    result.catch(() => undefined);
    begun.push(result);
  };
  items.slice(0, ahead).forEach(begin);
  for (let next = ahead; begun.length > 0; next += 1) {
    const result = await begun.shift();
    const item = items[next];
    if (item !== undefined) begin(item);
    yield result as Result; // `as`: the queue was not empty
  }
}
