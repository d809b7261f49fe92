import type { Digest, HashSuite } from '#shared/proof/digest';
import { hashLength } from '#shared/proof/digest';
import { addLeaf, consistencyRanges, emptyFrontier, leafHash, nodeHash, rootOf, splitOf, type Frontier, type LeafRange } from '#shared/proof/merkle-tree';
import type { Db } from '../../db/schema.ts';
import { createDigest } from '../../verify/proof-tools.ts';

/** The tree as far as it has grown; `chain` is the hash of the last event in it. */
export type StoredTree = { readonly suite: HashSuite; readonly frontier: Frontier; readonly chain: Uint8Array; readonly checkpointedAt: Date };

export async function readTree(db: Db): Promise<StoredTree> {
  return presentTree(await db.selectFrom('auditTree').selectAll().executeTakeFirstOrThrow());
}

/** Undefined while another process has it. */
export async function takeTree(tx: Db): Promise<StoredTree | undefined> {
  const row = await tx.selectFrom('auditTree').selectAll().forUpdate().skipLocked().executeTakeFirst();
  return row && presentTree(row);
}

function presentTree(row: { suite: HashSuite; size: string; frontier: Buffer; chain: Buffer; checkpointedAt: Date }): StoredTree {
  const roots = Array.from({ length: row.frontier.length / hashLength }, (_, index) => row.frontier.subarray(index * hashLength, (index + 1) * hashLength));
  return { suite: row.suite, frontier: { size: Number(row.size), roots }, chain: row.chain, checkpointedAt: row.checkpointedAt };
}

export async function saveTree(tx: Db, { suite, frontier, chain, checkpointedAt }: StoredTree): Promise<void> {
  const row = { suite, size: String(frontier.size), frontier: Buffer.concat(frontier.roots), chain: Buffer.from(chain), checkpointedAt };
  await tx.updateTable('auditTree').set(row).execute();
}

/** Subtrees of 256 events and more are kept; smaller ones are quicker computed than looked up. */
export const keptFromLevel = 8;
const smallestKept = 2 ** keptFromLevel;

/** The hashes that prove that the log of `size` events begins with that of `oldSize`. */
export async function proveConsistency(db: Db, { oldSize, size, suite }: { readonly oldSize: number; readonly size: number; readonly suite: HashSuite }): Promise<readonly Uint8Array[]> {
  const digest = createDigest(suite);
  const proof: Uint8Array[] = [];
  for (const range of consistencyRanges(oldSize, size)) proof.push(await hashRange(db, digest, range));
  return proof;
}

async function hashRange(db: Db, digest: Digest, { start, end }: LeafRange): Promise<Uint8Array> {
  const count = end - start;
  if (count < smallestKept) return hashEvents(db, digest, { start, end });
  const level = Math.log2(count);
  if (Number.isInteger(level)) return requireNode(db, level, start / count);
  const middle = start + splitOf(count);
  return nodeHash(digest, await hashRange(db, digest, { start, end: middle }), await hashRange(db, digest, { start: middle, end }));
}

async function hashEvents(db: Db, digest: Digest, { start, end }: LeafRange): Promise<Uint8Array> {
  // Leaves count from 0, events from 1.
  const rows = await db.selectFrom('auditEvents').select('payload').where('sequence', '>', String(start)).where('sequence', '<=', String(end)).orderBy('sequence').execute();
  return rootOf(digest, rows.reduce<Frontier>((frontier, { payload }) => addLeaf(digest, frontier, leafHash(digest, payload)).frontier, emptyFrontier));
}

async function requireNode(db: Db, level: number, position: number): Promise<Uint8Array> {
  const { hash } = await db.selectFrom('auditNodes').select('hash').where('level', '=', level).where('position', '=', String(position)).executeTakeFirstOrThrow();
  return hash;
}
