import { z } from 'zod';
import type { auditOperations } from '#shared/contract/server/audit-operations';
import type { LogMismatch } from '#shared/domain/log-proof';
import { readCheckpoint, type Checkpoint } from '#shared/proof/checkpoint';
import { isConsistent } from '#shared/proof/merkle-proofs';
import { openNote, readNoteKey } from '#shared/proof/signed-note';
import { createDigest, noteTools } from './proof-tools.ts';

/** What this terminal has seen of the log: its public key, pinned at first sight, and the newest checkpoint that was proved. */
export const KeptAnchor = z.object({ key: z.string(), note: z.string().nullable() });
export type KeptAnchor = z.infer<typeof KeptAnchor>;

export type ShownProof = z.output<(typeof auditOperations)['audit.checkpoint']['output']>;
export type Judgement = { readonly isSound: true; readonly anchor: KeptAnchor } | { readonly isSound: false; readonly reason: LogMismatch };

/** Whether the log that is shown continues the log that was seen. What is kept is only ever replaced by what was proved from it. */
export function judgeLog(kept: KeptAnchor | undefined, shown: ShownProof): Judgement {
  const mismatch = findMismatch(kept, shown);
  return mismatch === undefined ? { isSound: true, anchor: { key: shown.key, note: shown.note } } : { isSound: false, reason: mismatch };
}

function findMismatch(kept: KeptAnchor | undefined, shown: ShownProof): LogMismatch | undefined {
  if (kept !== undefined && kept.key !== shown.key) return 'other-key';
  if (shown.isBroken) return 'broken';
  if (shown.note === null) return kept?.note == null ? undefined : 'rolled-back';
  const to = readSigned(shown.key, shown.note);
  if (to === undefined) return 'forged';
  if (kept?.note == null) return undefined;
  return compare(requireKept(kept.key, kept.note), to, shown.proof);
}

function compare(from: Checkpoint, to: Checkpoint, encoded: readonly string[]): LogMismatch | undefined {
  if (to.size < from.size) return 'rolled-back';
  const proof = encoded.flatMap(text => noteTools.fromBase64(text) ?? []);
  const isContinued = from.suite === to.suite && isConsistent(createDigest(from.suite), { from, to, proof });
  return isContinued ? undefined : 'rewritten';
}

/** The checkpoint of a note that the log's own key has signed. */
export function readSigned(keyLine: string, note: string): Checkpoint | undefined {
  const key = readNoteKey(noteTools, keyLine);
  const text = key && openNote(noteTools, key, note);
  const checkpoint = text === undefined ? undefined : readCheckpoint(noteTools, text);
  return checkpoint?.origin === key?.name ? checkpoint : undefined;
}

function requireKept(key: string, note: string): Checkpoint {
  const checkpoint = readSigned(key, note);
  if (checkpoint === undefined) throw new Error('The kept checkpoint cannot be read.');
  return checkpoint;
}
