import type { Typeface } from '../typeface.ts';

/** What a form says: `{name}` in a text of its template stands for a field; a list fills rows. */
export type FormValues = {
  readonly fields: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
};

type Area = { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number };

/** Words at a place; shrunk and broken so that they stay in their area. */
export type FormText = Area & { readonly kind: 'text'; readonly text: string; readonly sizePt: number; readonly align: 'start' | 'middle' | 'end'; readonly typeface: Typeface };
export type FormLine = { readonly kind: 'line'; readonly x1Mm: number; readonly y1Mm: number; readonly x2Mm: number; readonly y2Mm: number; readonly isDashed: boolean };
/** `span`: over so many columns. A label is what the form itself says, set in bold; without `text` the cell is left for the pen. */
export type FormCell = { readonly text: string; readonly span?: number; readonly isLabel?: boolean; readonly align?: 'start' | 'middle' | 'end'; readonly sizePt?: number };
export type FormGrid = { readonly kind: 'grid'; readonly xMm: number; readonly yMm: number; readonly columnsMm: readonly number[]; readonly rows: readonly { readonly heightMm: number; readonly cells: readonly FormCell[] }[] };
export type FormColumn = { readonly title: string; readonly field: string; readonly widthMm: number; readonly align: 'start' | 'middle' | 'end' };
/** As many rows as there are lines; what is longer goes on on a further sheet, where the whole page is said again. */
export type FormList = { readonly kind: 'list'; readonly xMm: number; readonly yMm: number; readonly list: string; readonly headMm: number; readonly rowMm: number; readonly lines: number; readonly columns: readonly FormColumn[] };
/** Code 128, read from left to right. */
export type FormBarcode = Area & { readonly kind: 'barcode'; readonly text: string };
export type FormElement = FormText | FormLine | FormGrid | FormList | FormBarcode;

/** Millimetres from the top left corner of the sheet. `{sheet}` and `{sheets}` count the sheets of the whole form. */
export type FormPage = {
  readonly elements: readonly FormElement[];
  /** Left out when this list is empty. */
  readonly onlyWith?: string;
  /** Once for each entry of this list, whose words stand in the page like fields. */
  readonly each?: string;
};
export type FormTemplate = { readonly title: string; readonly widthMm: number; readonly heightMm: number; readonly pages: readonly FormPage[] };
