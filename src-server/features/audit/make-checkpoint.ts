import { readCheckpoint, writeCheckpoint } from '#shared/proof/checkpoint';
import { isConsistent } from '#shared/proof/merkle-proofs';
import { addLeaf, leafHash, rootOf, type ClosedNode } from '#shared/proof/merkle-tree';
import { openNote, writeNote } from '#shared/proof/signed-note';
import type { Db } from '../../db/schema.ts';
import { createDigest, noteTools } from '../../verify/proof-tools.ts';
import { requireKeeper, type AuditKeeper } from './audit-keeper.ts';
import { LogBroken, requireLink } from './check-links.ts';
import { keptFromLevel, proveConsistency, saveTree, takeTree, type StoredTree } from './tree-store.ts';

/** So many at once stay within seconds and memory; a log that is further behind takes several checkpoints. */
const maxEvents = 20_000;
const batchSize = 1_000;

/**
 * Takes the events since the last checkpoint into the tree, looking at every link on the way, and signs what the log is now. Answers
 * the note; undefined when there is nothing new or another process is at it. Throws `LogBroken` and signs nothing when the log is not
 * what it was.
 */
export async function makeCheckpoint(db: Db): Promise<string | undefined> {
  const keeper = requireKeeper(db);
  const note = await db.transaction().execute(async tx => {
    const tree = await takeTree(tx);
    if (tree === undefined) return undefined;
    await requireOwnAnchor(tx, keeper, tree);
    const grown = await growTree(tx, tree);
    if (grown.frontier.size === tree.frontier.size) return undefined;
    const at = keeper.now();
    const signed = await signTree(keeper, { ...grown, checkpointedAt: at });
    await saveTree(tx, { ...grown, checkpointedAt: at });
    await tx.insertInto('auditCheckpoints').values({ size: String(grown.frontier.size), note: signed, at }).execute();
    return signed;
  });
  if (note !== undefined) await keeper.ownAnchor.keep(note);
  return note;
}

async function growTree(tx: Db, tree: StoredTree): Promise<StoredTree> {
  const digest = createDigest(tree.suite);
  let { frontier, chain } = tree;
  const size = await readLogSize(tx);
  if (size < frontier.size) throw new LogBroken(`the log has been cut: ${String(frontier.size)} events were signed, ${String(size)} are left`);
  const end = Math.min(size, frontier.size + maxEvents);
  while (frontier.size < end) {
    const kept: ClosedNode[] = [];
    const last = Math.min(end, frontier.size + batchSize);
    const events = await tx.selectFrom('auditEvents').selectAll().where('sequence', '>', String(frontier.size)).where('sequence', '<=', String(last)).orderBy('sequence').execute();
    for (const event of events) {
      chain = requireLink(event, { sequence: frontier.size + 1, prev: chain });
      const { frontier: grown, closed } = addLeaf(digest, frontier, leafHash(digest, event.payload));
      kept.push(...closed.filter(({ level }) => level >= keptFromLevel));
      frontier = grown;
    }
    if (frontier.size !== last) throw new LogBroken(`event ${String(frontier.size + 1)} is missing`);
    await keepNodes(tx, kept);
  }
  return { ...tree, frontier, chain };
}

async function keepNodes(tx: Db, nodes: readonly ClosedNode[]): Promise<void> {
  if (nodes.length === 0) return;
  await tx.insertInto('auditNodes').values(nodes.map(({ level, position, hash }) => ({ level, position: String(position), hash: Buffer.from(hash) }))).execute();
}

async function readLogSize(tx: Db): Promise<number> {
  const { sequence } = await tx.selectFrom('auditHead').select('sequence').executeTakeFirstOrThrow();
  return Number(sequence);
}

async function signTree({ signer }: AuditKeeper, { suite, frontier, chain, checkpointedAt }: StoredTree): Promise<string> {
  const { key } = signer;
  const root = rootOf(createDigest(suite), frontier);
  const text = writeCheckpoint(noteTools, { origin: key.name, size: frontier.size, root, chain, suite, at: checkpointedAt.toISOString() });
  return writeNote(noteTools, { key, text, signature: await signer.sign(text) });
}

/** A database that was rolled back, or replaced, does not contain what was signed before. */
async function requireOwnAnchor(tx: Db, { ownAnchor, signer }: AuditKeeper, { suite, frontier }: StoredTree): Promise<void> {
  const note = await ownAnchor.read();
  if (note === undefined) return;
  const text = openNote(noteTools, signer.key, note);
  const from = text === undefined ? undefined : readCheckpoint(noteTools, text);
  if (from === undefined) throw new LogBroken('the kept checkpoint was not signed by this log');
  if (from.size > frontier.size) throw new LogBroken(`the log has been rolled back: ${String(from.size)} events were signed, ${String(frontier.size)} are left in the tree`);
  const digest = createDigest(suite);
  const to = { size: frontier.size, root: rootOf(digest, frontier) };
  const proof = await proveConsistency(tx, { oldSize: from.size, size: to.size, suite });
  if (!isConsistent(digest, { from, to, proof })) throw new LogBroken(`the first ${String(from.size)} events are not those that were signed`);
}
