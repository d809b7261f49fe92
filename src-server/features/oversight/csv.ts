import { plainCell } from '../sheets/index.ts';

const needsQuotes = /["\r\n,]/;

/** A cell that is shown as the text that it is. */
function toCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = plainCell(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** With a byte order mark: office programs take the characters for those of Windows otherwise. */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map(row => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}
