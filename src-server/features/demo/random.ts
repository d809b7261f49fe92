import { createHash } from 'node:crypto';

/** Repeatable chance: the same seed number gives the same city on every machine. Never for secrets. */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Whole number, both ends included. */
  int(from: number, to: number): number;
  /** Any number between the two. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffle<Item>(items: readonly Item[]): Item[];
  uuid(): string;
  /** A stream of its own, so that what one part draws does not shift what another gets. */
  fork(name: string): Random;
};

/**
 * sfc32 (Chris Doty-Humphrey's PractRand), quick and good enough for pictures and names. Its whole state comes from a
 * digest of the key: among a million streams no two may be alike, or their ids would be.
 */
function createGenerator(key: string): () => number {
  const digest = createHash('sha256').update(key).digest();
  let [a, b, c, counter] = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), 1];
  const next = (): number => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

export function createRandom(seed: number | string): Random {
  const key = String(seed);
  const draw = createGenerator(key);
  const next = (): number => draw() / 2 ** 32;
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const hex = (): string => draw().toString(16).padStart(8, '0');
  return {
    next,
    int,
    between: (from, to) => from + next() * (to - from),
    chance: probability => next() < probability,
    pick: items => requireItem(items, int(0, items.length - 1)),
    shuffle: items => {
      const rest = [...items];
      return items.map(() => requireItem(rest.splice(int(0, rest.length - 1), 1), 0));
    },
    uuid: () => {
      const digits = hex() + hex() + hex() + hex();
      const variant = '89ab'[int(0, 3)] ?? '8';
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
    },
    fork: name => createRandom(`${key}/${name}`),
  };
}

function requireItem<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}
