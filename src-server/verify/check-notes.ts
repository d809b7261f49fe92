import { readCheckpoint, type Checkpoint } from '#shared/proof/checkpoint';
import { equalBytes, type Digest } from '#shared/proof/digest';
import { addLeaf, emptyFrontier, leafHash, rootOf, type Frontier } from '#shared/proof/merkle-tree';
import { openNote, type NoteKey } from '#shared/proof/signed-note';
import type { Finding } from './findings.ts';
import { createDigest, noteTools } from './proof-tools.ts';

/** A signed note and where it comes from: the log itself, or a terminal, a disc, a sheet of paper. */
export type SourcedNote = { readonly note: string; readonly source: string; readonly isAnchor: boolean };

type Signed = { readonly checkpoint: Checkpoint; readonly source: string; readonly isAnchor: boolean };

export type NoteCheck = {
  /** All notes first, then the events in their order. */
  readonly takeNote: (note: SourcedNote) => void;
  /** `chain`: the hash of the event as it stands. */
  readonly takeEvent: (payload: string, chain: Uint8Array) => void;
  readonly finish: () => { readonly findings: readonly Finding[]; readonly anchoredUpTo: number; readonly signedUpTo: number };
};

/** Grows the tree over the events as they are and holds each signed root against it. */
export function createNoteCheck(key: NoteKey): NoteCheck {
  const findings: Finding[] = [];
  const signed: Signed[] = [];
  const verdicts = new Map<Signed, boolean>();
  let frontier: Frontier = emptyFrontier;
  const bySize = new Map<number, Signed[]>();
  return {
    takeNote: ({ note, ...from }) => {
      const text = openNote(noteTools, key, note);
      const checkpoint = text === undefined ? undefined : readCheckpoint(noteTools, text);
      if (checkpoint?.origin !== key.name) {
        findings.push({ kind: 'forged-note', source: from.source });
        return;
      }
      signed.push({ checkpoint, ...from });
      bySize.set(checkpoint.size, [...(bySize.get(checkpoint.size) ?? []), { checkpoint, ...from }]);
    },
    takeEvent: (payload, chain) => {
      const digest = digestOf(signed);
      frontier = addLeaf(digest, frontier, leafHash(digest, payload)).frontier;
      for (const each of bySize.get(frontier.size) ?? []) verdicts.set(each, isSame(digest, { frontier, chain, checkpoint: each.checkpoint }));
    },
    finish: () => {
      const all = [...findings, ...findForks(signed), ...findRewriting(verdicts), ...findMissingEnd(signed, frontier.size)];
      const provedBy = (isWanted: (each: Signed) => boolean): number => Math.max(0, ...[...verdicts].filter(([each, isRight]) => isRight && isWanted(each)).map(([{ checkpoint }]) => checkpoint.size));
      return { findings: all, anchoredUpTo: provedBy(({ isAnchor }) => isAnchor), signedUpTo: provedBy(() => true) };
    },
  };
}

/** The suite of a tree never changes: its notes name it. */
function digestOf([first]: readonly Signed[]): Digest {
  return createDigest(first?.checkpoint.suite ?? 'sha256');
}

function isSame(digest: Digest, { frontier, chain, checkpoint }: { readonly frontier: Frontier; readonly chain: Uint8Array; readonly checkpoint: Checkpoint }): boolean {
  return equalBytes(rootOf(digest, frontier), checkpoint.root) && equalBytes(chain, checkpoint.chain);
}

/** Two signed truths about one size: somebody was shown another log. */
function findForks(signed: readonly Signed[]): Finding[] {
  const firstOf = new Map<number, Signed>();
  return signed.flatMap((each): Finding[] => {
    const first = firstOf.get(each.checkpoint.size);
    if (first === undefined) firstOf.set(each.checkpoint.size, each);
    const isFork = first !== undefined && !equalBytes(first.checkpoint.root, each.checkpoint.root);
    return isFork ? [{ kind: 'forked', size: each.checkpoint.size, source: each.source }] : [];
  });
}

/** Between the last checkpoint that still holds and the first that does not. */
function findRewriting(verdicts: ReadonlyMap<Signed, boolean>): Finding[] {
  const bySize = [...verdicts].sort(([a], [b]) => a.checkpoint.size - b.checkpoint.size);
  const wrong = bySize.find(([, isRight]) => !isRight)?.[0].checkpoint.size;
  if (wrong === undefined) return [];
  const right = Math.max(0, ...bySize.filter(([{ checkpoint }, isRight]) => isRight && checkpoint.size < wrong).map(([{ checkpoint }]) => checkpoint.size));
  return [{ kind: 'rechained', from: right + 1, to: wrong }];
}

/** Whether the log's own notes know of more tells a cut end from a whole log of an earlier day. */
function findMissingEnd(signed: readonly Signed[], events: number): Finding[] {
  const beyond = signed.filter(({ checkpoint }) => checkpoint.size > events);
  if (beyond.length === 0) return [];
  const to = Math.max(...beyond.map(({ checkpoint }) => checkpoint.size));
  const isKnownInside = beyond.some(({ isAnchor }) => !isAnchor);
  return [{ kind: isKnownInside ? 'truncated' : 'rolled-back', from: events + 1, to }];
}
