import { useEffect, useRef, useState } from 'react';
import type { Draft, DraftRow } from '#shared/domain/scanning';
import { fromDraftRow, isSameRow, toDraftRow, type TypedRow } from './row-rules.ts';

/** A pause in typing after which the row is kept: short enough that a power cut costs a word at most. */
const pauseMs = 350;

export type RowDesk = {
  readonly row: TypedRow;
  readonly edit: (changes: Partial<TypedRow>) => void;
  /** Keeps what was typed now; false when it could not be kept. */
  readonly flush: () => Promise<boolean>;
};

/**
 * The catalogue row in the fields of this draft, kept at the terminal while it is typed. What changes the row elsewhere (undo, the
 * table of all materials) comes into the fields.
 */
export function useTypedRow(draft: Draft, save: (row: DraftRow) => Promise<boolean>): RowDesk {
  const [row, setRow] = useState<TypedRow>(() => fromDraftRow(draft.row));
  const [known, setKnown] = useState<DraftRow>(draft.row);
  const wanted = useRef<DraftRow>(draft.row);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (!isSameRow(draft.row, known)) {
    setKnown(draft.row);
    // What the fields themselves have just sent says nothing new; half a date, which is never sent, stays in its field.
    if (!isSameRow(draft.row, wanted.current)) {
      setRow(fromDraftRow(draft.row));
      wanted.current = draft.row;
    }
  }

  const keep = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    return isSameRow(wanted.current, draft.row) ? true : save(wanted.current);
  };
  const newest = useRef(keep);
  newest.current = keep;
  // Leaving in the middle of a word: what was typed is kept.
  useEffect(() => () => void newest.current(), []);
  return {
    row,
    edit: changes => {
      const next = { ...row, ...changes };
      setRow(next);
      wanted.current = withLastDate(toDraftRow(next), draft.row);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void newest.current(), pauseMs);
    },
    flush: keep,
  };
}

/** While a date is half typed, the last one that made sense is kept. */
function withLastDate(row: DraftRow, kept: DraftRow): DraftRow {
  return 'formedOn' in row || kept.formedOn === undefined ? row : { ...row, formedOn: kept.formedOn };
}
