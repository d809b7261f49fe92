/** Tenths of a millimetre on an A4 sheet, from its upper left corner. */
export const sheetWidth = 2100;
export const sheetHeight = 2970;

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Markup with numbers cut to a tenth: half the bytes, and the same on every machine. */
export function svg(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map(value => (typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)));
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, mark => escapes[mark] ?? mark);
}
