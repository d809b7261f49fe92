import type { Bytes, Digest } from './digest.ts';

/** The tree of RFC 6962: a leaf and a node can never have the same hash. */
export function leafHash(digest: Digest, entry: Bytes): Uint8Array {
  return digest(Uint8Array.of(0), entry);
}

export function nodeHash(digest: Digest, left: Uint8Array, right: Uint8Array): Uint8Array {
  return digest(Uint8Array.of(1), left, right);
}

/** All that is needed to go on: the roots of the complete subtrees from left to right, largest first. Never more than 53. */
export type Frontier = { readonly size: number; readonly roots: readonly Uint8Array[] };

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** A complete subtree that an added leaf closed: the `position`th from the left among those of 2^level leaves. */
export type ClosedNode = { readonly level: number; readonly position: number; readonly hash: Uint8Array };

/** Adds one leaf; tells the subtrees that are complete with it, the leaf itself not among them. */
export function addLeaf(digest: Digest, { size, roots }: Frontier, leaf: Uint8Array): { frontier: Frontier; closed: readonly ClosedNode[] } {
  const grown = [...roots];
  const closed: ClosedNode[] = [];
  let hash = leaf;
  let level = 0;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = grown.pop();
    if (left === undefined) throw new Error('The frontier of the log does not fit its size.');
    hash = nodeHash(digest, left, hash);
    level += 1;
    closed.push({ level, position: Math.floor(size / 2 ** level), hash });
  }
  return { frontier: { size: size + 1, roots: [...grown, hash] }, closed };
}

export function rootOf(digest: Digest, { roots }: Frontier): Uint8Array {
  return roots.length === 0 ? digest() : roots.reduceRight((right, left) => nodeHash(digest, left, right));
}

/** The leaves from `start` until before `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

/** The largest power of two smaller than `count`: where a tree of so many leaves has its first fork. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** Whose hashes prove that the tree of `size` leaves begins with that of `oldSize`; in the order of the proof. */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let { start, end }: LeafRange = { start: 0, end: size };
  // From the root down along the old edge: at each fork the side that is not entered belongs to the proof.
  while (oldSize < end) {
    const middle = start + splitOf(end - start);
    const isLeft = oldSize <= middle;
    ranges.push(isLeft ? { start: middle, end } : { start, end: middle });
    if (isLeft) end = middle;
    else start = middle;
  }
  // The verifier knows the old tree itself when its edge was never left of a fork.
  return (start === 0 ? ranges : [...ranges, { start, end }]).reverse();
}

/** Whose hashes prove that the leaf at `index` is in the tree of `size` leaves. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  const ranges: LeafRange[] = [];
  let { start, end }: LeafRange = { start: 0, end: size };
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    const isLeft = index < middle;
    ranges.push(isLeft ? { start: middle, end } : { start, end: middle });
    if (isLeft) end = middle;
    else start = middle;
  }
  return ranges.reverse();
}
