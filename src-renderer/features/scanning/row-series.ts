import type { DraftId } from '#shared/domain/ids';
import { nextInSeries } from '#shared/domain/next-material';
import type { NamedRow } from '#shared/domain/desk';
import type { Draft } from '#shared/domain/scanning';
import { fromDraftRow, isSameRow, toDraftRow, type TypedRow } from './row-rules.ts';

/** Rows of all materials while they are edited together. */
export type RowTable = readonly { readonly id: DraftId; readonly row: TypedRow }[];

export const tableOf = (drafts: readonly Draft[]): RowTable => drafts.map(({ id, row }) => ({ id, row: fromDraftRow(row) }));

export function withCell(table: RowTable, id: DraftId, changes: Partial<TypedRow>): RowTable {
  return table.map(each => (each.id === id ? { ...each, row: { ...each.row, ...changes } } : each));
}

/**
 * Ctrl+D, as in tables elsewhere: the name above comes down, with its year counted up where it has one; the class follows the
 * name again.
 */
export function fillDown(table: RowTable, id: DraftId): RowTable {
  const at = table.findIndex(each => each.id === id);
  const above = table[at - 1];
  if (!above || above.row.name.trim() === '') return table;
  return withCell(table, id, { name: nextInSeries(above.row.name) ?? above.row.name, classCode: above.row.classCode, sequence: null });
}

/** From this row to the last one that has no name yet. */
export function fillAll(table: RowTable, from: DraftId): RowTable {
  const start = table.findIndex(({ id }) => id === from);
  return table.slice(Math.max(1, start)).reduce((filled, { id, row }) => (row.name.trim() === '' ? fillDown(filled, id) : filled), table);
}

/** What is to be kept: the rows that differ from what the store has. */
export function changedRows(table: RowTable, drafts: readonly Draft[]): readonly NamedRow[] {
  return table.flatMap(({ id, row }) => {
    const kept = drafts.find(draft => draft.id === id);
    const wanted = toDraftRow(row);
    return kept && !isSameRow(wanted, kept.row) ? [{ id, row: wanted }] : [];
  });
}
