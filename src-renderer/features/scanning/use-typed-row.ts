import { useEffect, useRef, useState } from 'react';
import type { DraftId } from '#shared/domain/ids';
import type { Draft, DraftRow } from '#shared/domain/scanning';
import { callDesktop } from '../../api/desktop.ts';
import { fromDraftRow, isSameRow, toDraftRow, type TypedRow } from './row-rules.ts';

/** A pause in typing after which the row is kept: short enough that a power cut costs a word at most. */
const pauseMs = 350;

export type RowDesk = {
  readonly row: TypedRow;
  readonly edit: (changes: Partial<TypedRow>) => void;
  /** Keeps what was typed now; rejects when it could not be kept. */
  readonly flush: () => Promise<void>;
  readonly error: unknown;
};

/** The catalogue row in the fields of this draft, kept at the terminal while it is typed. */
export function useTypedRow(draft: Draft): RowDesk {
  const { id } = draft;
  const [row, setRow] = useState<TypedRow>(() => fromDraftRow(draft.row));
  const [error, setError] = useState<unknown>(null);
  const kept = useRef<DraftRow>(draft.row);
  const wanted = useRef<DraftRow>(draft.row);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = async (): Promise<void> => {
    clearTimeout(timer.current);
    const row = wanted.current;
    if (isSameRow(row, kept.current)) return;
    await saveRow(id, row);
    kept.current = row;
  };
  const newest = useRef(keep);
  newest.current = keep;
  useEffect(
    () => () => {
      // Leaving the desk in the middle of a word: nobody is left to tell of a failure, the next visit shows what was kept.
      newest.current().catch(() => undefined);
    },
    [],
  );
  return {
    row,
    edit: changes => {
      const next = { ...row, ...changes };
      setRow(next);
      wanted.current = withLastDate(toDraftRow(next), kept.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        newest.current().then(() => { setError(null); }, setError);
      }, pauseMs);
    },
    flush: keep,
    error,
  };
}

async function saveRow(id: DraftId, row: DraftRow): Promise<void> {
  await callDesktop('drafts.setRow', { id, row });
}

/** While a date is half typed, the last one that made sense is kept. */
function withLastDate(row: DraftRow, kept: DraftRow): DraftRow {
  return 'formedOn' in row || kept.formedOn === undefined ? row : { ...row, formedOn: kept.formedOn };
}
