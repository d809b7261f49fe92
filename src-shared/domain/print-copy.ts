import { z } from 'zod';

/**
 * What became of one copy on paper (份). `planned`: nothing of it was printed. `partial`: sheets of it are missing (缺页), the others are kept.
 * `made`: whole, with the archivist. `handed-over`: with its
 * receiver. `recovered`: back (回收). `filed`, `destroyed`: at its end.
 */
export const CopyState = z.enum(['planned', 'partial', 'made', 'handed-over', 'recovered', 'filed', 'destroyed']);
export type CopyState = z.infer<typeof CopyState>;

/** What may be registered of a copy that was handed over or made. */
export const CopyEnd = z.enum(['recovered', 'filed', 'destroyed']);
export type CopyEnd = z.infer<typeof CopyEnd>;

const transitions: Readonly<Record<CopyState, readonly CopyState[]>> = {
  planned: ['made', 'partial'],
  // With its missing sheets, which were printed under a number of their own.
  partial: ['handed-over', 'filed', 'destroyed'],
  made: ['handed-over', 'filed', 'destroyed'],
  'handed-over': ['recovered', 'filed', 'destroyed'],
  recovered: ['handed-over', 'filed', 'destroyed'],
  filed: [],
  destroyed: [],
};

export function canCopyBecome(from: CopyState, to: CopyState): boolean {
  return transitions[from].includes(to);
}

/** `2026-00012-02`: the second copy; on each of its sheets, as text and as bars. */
export function formatCopyNumber(registerNumber: string, number: number): string {
  return `${registerNumber}-${String(number).padStart(2, '0')}`;
}

/** Copies of which every sheet is good; sheets come out of the printer copy by copy. */
export function countWholeCopies(goodSheets: number, pageCount: number): number {
  return pageCount === 0 ? 0 : Math.floor(goodSheets / pageCount);
}

/** Good sheets of one copy (numbered from 1), as they were counted. */
export function countSheetsOf(number: number, goodSheets: number, pageCount: number): number {
  return Math.max(0, Math.min(pageCount, goodSheets - (number - 1) * pageCount));
}

/** Of its pages, in their order, those that the copy begun last still lacks; none where every begun copy is whole. */
export function missingPages<Page>(pages: readonly Page[], goodSheets: number): readonly Page[] {
  const begun = pages.length === 0 ? 0 : goodSheets % pages.length;
  return begun === 0 ? [] : pages.slice(begun);
}

export const PrintCopy = z.object({
  number: z.int().positive(),
  /** 编号, printed on each of its sheets. */
  copyNumber: z.string(),
  state: CopyState,
  /** Null while nobody has counted. */
  goodSheets: z.int().nonnegative().nullable(),
  receiver: z.string(),
  /** To be recovered by this day; null where it may stay. */
  dueOn: z.iso.date().nullable(),
  handedAt: z.iso.datetime().nullable(),
  handedByName: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
  endedByName: z.string().nullable(),
  witness: z.string(),
  note: z.string(),
});
export type PrintCopy = z.infer<typeof PrintCopy>;

/** What in the register waits for somebody. */
export const PrintTodo = z.enum(['to-count', 'to-check', 'to-recover', 'overdue', 'waste']);
export type PrintTodo = z.infer<typeof PrintTodo>;
