/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Columns right-aligned, the first left-aligned; Chinese counts as two. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const width = (text: string): number => Array.from(text).reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(row[column] ?? ''))));
  const pad = (text: string, column: number): string => ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(text)));
  return rows.map(row => row.map((text, column) => (column === 0 ? text + pad(text, column) : pad(text, column) + text)).join('  ')).join('\n');
}
