import { equalBytes, type Digest } from './digest.ts';
import { nodeHash } from './merkle-tree.ts';

export type TreeHead = { readonly size: number; readonly root: Uint8Array };
export type ConsistencyClaim = { readonly from: TreeHead; readonly to: TreeHead; readonly proof: readonly Uint8Array[] };

/** RFC 9162, 2.1.4.2: the tree `to` begins with every leaf of the tree `from`, in the same order. */
export function isConsistent(digest: Digest, { from, to, proof }: ConsistencyClaim): boolean {
  if (from.size > to.size) return false;
  if (from.size === to.size) return proof.length === 0 && equalBytes(from.root, to.root);
  if (from.size === 0) return proof.length === 0 && equalBytes(from.root, digest());
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  if (first === undefined) return false;
  const edge = skipComplete({ node: from.size - 1, last: to.size - 1 });
  return climb(digest, { from, to, first, rest, edge });
}

type Edge = { node: number; last: number };
type Climb = { readonly from: TreeHead; readonly to: TreeHead; readonly first: Uint8Array; readonly rest: readonly Uint8Array[]; readonly edge: Edge };

function climb(digest: Digest, { from, to, first, rest, edge }: Climb): boolean {
  let { node, last } = edge;
  let oldRoot = first;
  let newRoot = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldRoot = nodeHash(digest, hash, oldRoot);
      newRoot = nodeHash(digest, hash, newRoot);
      while (!isOdd(node) && node !== 0) ({ node, last } = up({ node, last }));
    } else {
      newRoot = nodeHash(digest, newRoot, hash);
    }
    ({ node, last } = up({ node, last }));
  }
  return last === 0 && equalBytes(oldRoot, from.root) && equalBytes(newRoot, to.root);
}

export type InclusionClaim = { readonly leaf: Uint8Array; readonly index: number; readonly head: TreeHead; readonly proof: readonly Uint8Array[] };

/** RFC 9162, 2.1.3.2: the leaf stands at `index` in the tree. */
export function isIncluded(digest: Digest, { leaf, index, head, proof }: InclusionClaim): boolean {
  if (index >= head.size) return false;
  let { node, last }: Edge = { node: index, last: head.size - 1 };
  let root = leaf;
  for (const hash of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      root = nodeHash(digest, hash, root);
      while (!isOdd(node) && node !== 0) ({ node, last } = up({ node, last }));
    } else {
      root = nodeHash(digest, root, hash);
    }
    ({ node, last } = up({ node, last }));
  }
  return last === 0 && equalBytes(root, head.root);
}

function skipComplete(edge: Edge): Edge {
  let at = edge;
  while (isOdd(at.node)) at = up(at);
  return at;
}

// By division, not by shifting: a log may outgrow 32 bits.
function up({ node, last }: Edge): Edge {
  return { node: Math.floor(node / 2), last: Math.floor(last / 2) };
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}
