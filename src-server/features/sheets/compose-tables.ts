import { paintSheets } from './paint-sheets.ts';
import { drawSheets, sheetSize, type TableLayout } from './table-sheets.ts';

/** Tables as PDF in exact A4. */
export function composeTables(layout: TableLayout, at: Date): Promise<Buffer> {
  return paintSheets({ title: layout.title, at, ...sheetSize, pointsPerUnit: 1, missing: 'spell-out' }, drawSheets(layout));
}
