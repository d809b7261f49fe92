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

/** `sent`: what these fields have given away since they were last filled from elsewhere. */
type Shown = { readonly id: Draft['id']; readonly row: TypedRow; readonly known: DraftRow; readonly sent: DraftRow | null };

/**
 * The catalogue row in the fields of the material in hand, kept at the terminal while it is typed. What changes the row elsewhere
 * (undo, the table of all materials) comes into the fields.
 */
export function useTypedRow(draft: Draft, save: (row: DraftRow) => Promise<boolean>): RowDesk {
  const [shown, setShown] = useState<Shown>(() => showDraft(draft));
  const pending = useRef<(() => Promise<boolean>) | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOther = shown.id !== draft.id;
  if (isOther || !isSameRow(draft.row, shown.known)) {
    // What the fields themselves have sent says nothing new, and never overtakes what is typed since; half a date, which is never sent, stays in its field.
    const isOwn = !isOther && (pending.current !== null || (shown.sent !== null && isSameRow(draft.row, shown.sent)));
    setShown(isOwn ? { ...shown, known: draft.row } : showDraft(draft));
  }
  const keep = (): Promise<boolean> => {
    clearTimeout(timer.current);
    const saving = pending.current;
    pending.current = null;
    return saving?.() ?? Promise.resolve(true);
  };
  const newest = useRef(keep);
  newest.current = keep;
  // Going to another material in the middle of a word: what was typed is kept with the one it belongs to.
  useEffect(() => () => void newest.current(), [draft.id]);
  return {
    row: shown.row,
    edit: changes => {
      const row = { ...shown.row, ...changes };
      const wanted = withLastDate(toDraftRow(row), draft.row);
      setShown({ ...shown, row, sent: wanted });
      pending.current = isSameRow(wanted, draft.row) ? null : () => save(wanted);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void newest.current(), pauseMs);
    },
    flush: keep,
  };
}

function showDraft({ id, row }: Draft): Shown {
  return { id, row: fromDraftRow(row), known: row, sent: null };
}

/** While a date is half typed, the last one that made sense is kept. */
function withLastDate(row: DraftRow, kept: DraftRow): DraftRow {
  return 'formedOn' in row || kept.formedOn === undefined ? row : { ...row, formedOn: kept.formedOn };
}
