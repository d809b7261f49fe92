import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../../../src-shared/proof/digest.ts';
import { isConsistent, isIncluded } from '../../../../src-shared/proof/merkle-proofs.ts';
import { addLeaf, consistencyRanges, emptyFrontier, inclusionRanges, leafHash, nodeHash, rootOf, type Frontier, type LeafRange } from '../../../../src-shared/proof/merkle-tree.ts';
import { createDigest } from '../../../../src-server/verify/proof-tools.ts';

const digest = createDigest('sha256');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 6962, 2.1, word for word: the oracle of these tests. */
function treeHash(entries: readonly (string | Uint8Array)[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return digest();
  if (entries.length === 1) return leafHash(digest, only);
  const split = 2 ** Math.ceil(Math.log2(entries.length) - 1);
  return nodeHash(digest, treeHash(entries.slice(0, split)), treeHash(entries.slice(split)));
}

function grow(entries: readonly (string | Uint8Array)[]): Frontier {
  return entries.reduce<Frontier>((frontier, entry) => addLeaf(digest, frontier, leafHash(digest, entry)).frontier, emptyFrontier);
}

const entriesOf = (count: number, salt = ''): string[] => Array.from({ length: count }, (_, index) => `event ${salt}${String(index)}`);
const proofOf = (entries: readonly string[], ranges: readonly LeafRange[]): Uint8Array[] => ranges.map(({ start, end }) => treeHash(entries.slice(start, end)));

function consistencyOf(entries: readonly string[], oldSize: number) {
  return {
    from: { size: oldSize, root: treeHash(entries.slice(0, oldSize)) },
    to: { size: entries.length, root: treeHash(entries) },
    proof: proofOf(entries, consistencyRanges(oldSize, entries.length)),
  };
}

describe('the tree over all events', () => {
  // Known answers published with the reference implementation of Certificate Transparency.
  const known = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(text => Buffer.from(text, 'hex'));

  test('has the published roots', () => {
    expect(hex(rootOf(digest, emptyFrontier))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const roots = known.map((_, index) => hex(rootOf(digest, grow(known.slice(0, index + 1)))));
    expect([roots[0], roots[1], roots[7]]).toEqual([
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ]);
  });

  test('grown leaf by leaf is the tree of all leaves, and the closed subtrees are theirs', () => {
    const entries = entriesOf(70);
    let frontier = emptyFrontier;
    for (const [index, entry] of entries.entries()) {
      const { frontier: grown, closed } = addLeaf(digest, frontier, leafHash(digest, entry));
      frontier = grown;
      expect(hex(rootOf(digest, frontier))).toBe(hex(treeHash(entries.slice(0, index + 1))));
      for (const { level, position, hash } of closed) expect(hex(hash)).toBe(hex(treeHash(entries.slice(position * 2 ** level, (position + 1) * 2 ** level))));
    }
  });
});

const sizes = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 })).map(([a, b]) => ({ oldSize: Math.min(a, b), size: Math.max(a, b) }));

describe('proofs', () => {
  test('of consistency hold for every pair of sizes up to 40', () => {
    const entries = entriesOf(40);
    for (let size = 1; size <= 40; size += 1) {
      for (let oldSize = 0; oldSize <= size; oldSize += 1) expect(isConsistent(digest, consistencyOf(entries.slice(0, size), oldSize)), `${String(oldSize)} → ${String(size)}`).toBe(true);
    }
  });

  test('of inclusion hold for every leaf of every tree up to 40', () => {
    const entries = entriesOf(40);
    for (let size = 1; size <= 40; size += 1) {
      const some = entries.slice(0, size);
      for (const [index, entry] of some.entries()) {
        const claim = { leaf: leafHash(digest, entry), index, head: { size, root: treeHash(some) }, proof: proofOf(some, inclusionRanges(index, size)) };
        expect(isIncluded(digest, claim), `${String(index)} of ${String(size)}`).toBe(true);
      }
    }
  });

  test('fail when any one byte of the proof or of a root is another', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ oldSize, size }, place, flip) => {
        fc.pre(oldSize < size);
        const claim = consistencyOf(entriesOf(size), oldSize);
        const parts = [claim.from.root, claim.to.root, ...claim.proof].map(part => Uint8Array.from(part));
        const at = place % (parts.length * 32);
        const part = parts[Math.floor(at / 32)]!;
        part[at % 32] = part[at % 32]! ^ flip;
        const [fromRoot, toRoot, ...proof] = parts;
        return !isConsistent(digest, { from: { size: oldSize, root: fromRoot! }, to: { size, root: toRoot! }, proof });
      }),
    );
  });

  test('fail with every byte of one proof changed, one after the other', () => {
    const claim = consistencyOf(entriesOf(23), 9);
    for (const [index, hash] of claim.proof.entries()) {
      for (let byte = 0; byte < hash.length; byte += 1) {
        const proof = claim.proof.map(each => Uint8Array.from(each));
        proof[index]![byte]! ^= 1;
        expect(isConsistent(digest, { ...claim, proof })).toBe(false);
      }
    }
  });

  test('fail when shortened, lengthened, reordered or made for other sizes', () => {
    fc.assert(
      fc.property(sizes, ({ oldSize, size }) => {
        fc.pre(oldSize < size && size > 2);
        const claim = consistencyOf(entriesOf(size), oldSize);
        const { from, to, proof } = claim;
        const reversed = [...proof].reverse();
        const isSame = reversed.every((hash, index) => equalBytes(hash, proof[index]!));
        return (
          !isConsistent(digest, { from, to, proof: proof.slice(1) }) &&
          !isConsistent(digest, { from, to, proof: proof.slice(0, -1) }) &&
          !isConsistent(digest, { from, to, proof: [...proof, digest()] }) &&
          (isSame || !isConsistent(digest, { from, to, proof: reversed })) &&
          !isConsistent(digest, { from: { ...from, size: size + 1 }, to, proof })
        );
      }),
    );
  });

  test('of a log whose past was changed cannot be made', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), ({ oldSize, size }, place) => {
        const entries = entriesOf(size);
        const from = { size: oldSize, root: treeHash(entries.slice(0, oldSize)) };
        const changed = entries.map((entry, index) => (index === place % oldSize ? `${entry} edited` : entry));
        return !isConsistent(digest, { ...consistencyOf(changed, oldSize), from });
      }),
    );
  });

  test('of inclusion fail for another leaf, another place, or any changed byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(), (size, at, place) => {
        const entries = entriesOf(size);
        const index = at % size;
        const claim = { leaf: leafHash(digest, entries[index]!), index, head: { size, root: treeHash(entries) }, proof: proofOf(entries, inclusionRanges(index, size)) };
        const proof = claim.proof.map(each => Uint8Array.from(each));
        const byte = place % (proof.length * 32);
        proof[Math.floor(byte / 32)]![byte % 32]! ^= 1;
        return (
          !isIncluded(digest, { ...claim, proof }) &&
          !isIncluded(digest, { ...claim, leaf: leafHash(digest, 'forged') }) &&
          !isIncluded(digest, { ...claim, index: (index + 1) % size }) &&
          !isIncluded(digest, { ...claim, proof: claim.proof.slice(1) }) &&
          isIncluded(digest, claim)
        );
      }),
    );
  });
});
