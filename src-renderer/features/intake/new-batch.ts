import type { MediumId } from '#shared/domain/ids';
import type { BatchKind } from '#shared/domain/intake';
import type { Secrecy } from '#shared/domain/secrecy';

/** A batch while it is being typed. `medium` null: not chosen yet; `none`: there is none, and the note says why. */
export type BatchDraft = {
  readonly kind: BatchKind;
  readonly supplier: string;
  readonly medium: MediumId | 'none' | null;
  readonly approvalNumber: string;
  readonly secrecy: Secrecy;
  readonly note: string;
  /** Of the unit's own XML mappings; null: the standard one. */
  readonly mappingName: string | null;
};

export const emptyBatch: BatchDraft = { kind: 'volumes', supplier: '', medium: null, approvalNumber: '', secrecy: { level: 'secret', years: 10 }, note: '', mappingName: null };

export type BatchGap = 'supplier' | 'medium' | 'why' | 'approvalNumber';

/** What is missing, in the order of the form. */
export function batchGaps({ supplier, medium, note, approvalNumber }: BatchDraft): readonly BatchGap[] {
  const checks: readonly (readonly [BatchGap, boolean])[] = [
    ['supplier', supplier.trim() === ''],
    ['medium', medium === null],
    ['why', medium === 'none' && note.trim().length < 2],
    ['approvalNumber', approvalNumber.trim() === ''],
  ];
  return checks.filter(([, isMissing]) => isMissing).map(([gap]) => gap);
}
