/** A registered copy as far as it uses up what was granted. */
export type ChargedCopy = {
  readonly pageIds: readonly string[];
  readonly copies: number;
  /** Sheets that came out good, counted from the first; null while the copy is under way. */
  readonly goodSheets: number | null;
};

/**
 * How often each page was printed, or may still be: copies under way count in full, ended ones by their good sheets, which leave the
 * printer copy by copy. So a failed copy costs nothing, and the rest of one that jammed can be printed again.
 */
export function countPrintedPages(jobs: readonly ChargedCopy[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { pageIds, copies, goodSheets } of jobs) {
    const sheets = goodSheets ?? pageIds.length * copies;
    pageIds.forEach((id, index) => counts.set(id, (counts.get(id) ?? 0) + Math.floor(sheets / pageIds.length) + (index < sheets % pageIds.length ? 1 : 0)));
  }
  return counts;
}
