/** Orders that a stack may have come in, put right; each answers the complete new order. */

/** Fronts first and then backs, as without a duplex unit: 1 3 5 2 4 6 becomes 1 2 3 4 5 6. An odd one more is a front without a back. */
export function interleave<Id>(order: readonly Id[]): readonly Id[] {
  const half = Math.ceil(order.length / 2);
  return order.slice(0, half).flatMap((front, index) => [front, ...order.slice(half + index, half + index + 1)]);
}

/** The way back: fronts before backs. */
export function deinterleave<Id>(order: readonly Id[]): readonly Id[] {
  return [...order.filter((_id, index) => index % 2 === 0), ...order.filter((_id, index) => index % 2 === 1)];
}

/** The places of the chosen among all stay theirs; only who lies in which changes. */
export function rearrangeChosen<Id>(order: readonly Id[], chosen: readonly Id[], arrange: (ids: readonly Id[]) => readonly Id[]): readonly Id[] {
  const isChosen = new Set(chosen);
  const arranged = arrange(order.filter(id => isChosen.has(id))).values();
  return order.map(id => (isChosen.has(id) ? (arranged.next().value ?? id) : id));
}

export const reverse = <Id>(order: readonly Id[]): readonly Id[] => order.toReversed();

/**
 * 手动双面: the fronts that were there, then the backs that came. The turned stack goes in with its last sheet first, so the
 * backs come in reverse; undefined where the numbers do not fit, as then nobody knows which back belongs to which front.
 */
export function collateBacks<Id>(fronts: readonly Id[], backs: readonly Id[]): readonly Id[] | undefined {
  if (fronts.length !== backs.length || fronts.length === 0) return undefined;
  return interleave([...fronts, ...backs.toReversed()]);
}
