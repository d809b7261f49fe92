import { MediumEntry, MediumMove, mediumMoves, type MediumState } from '#shared/domain/medium';
import type { Secrecy } from '#shared/domain/secrecy';

/** An entry while it is being typed. */
export type EntryDraft = Omit<MediumEntry, 'kind'> & { readonly kind: MediumEntry['kind'] | null };
export type MoveDraft = Omit<MediumMove, 'to'>;

const usualSecrecy: Secrecy = { level: 'secret', years: 10 };

export const emptyEntry: EntryDraft = {
  number: '', kind: null, serialNumber: '', capacity: '', secrecy: usualSecrecy, contents: '', volumes: 0, persons: 0, contentsDigest: '', purpose: '', approvalNumber: '',
};
export const emptyMove: MoveDraft = { handedBy: '', receivedBy: '', witness: '', place: '', cabinet: '', note: '' };

/** What is missing or wrong, in the order of the form; empty when it can be sent. */
export function entryGaps(entry: EntryDraft): readonly (keyof MediumEntry)[] {
  const parsed = MediumEntry.safeParse(entry);
  // `as`: the paths of a schema's issues are its own fields.
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path[0] as keyof MediumEntry))];
}

/** What is sealed lies in a cabinet that has a number; everything else may lack it. */
export function moveGaps(move: MoveDraft, to: MediumState): readonly (keyof MoveDraft)[] {
  const parsed = MediumMove.safeParse({ ...move, to });
  // `as`: likewise.
  const wrong = parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0] as keyof MoveDraft);
  return [...new Set([...wrong, ...(to === 'sealed' && move.cabinet.trim() === '' ? (['cabinet'] as const) : [])])];
}

/** What can be done with it next, the usual thing first. */
export const nextStates = (state: MediumState): readonly MediumState[] => mediumMoves[state];
