export { composeTables } from './compose-tables.ts';
export { findMissingGlyphs } from './find-missing.ts';
export { openPainter, paintSheets } from './paint-sheets.ts';
export { plainCell } from './plain-cell.ts';
export { breakLines, placeText } from './sheet-text.ts';
export { sheetSize, type SheetTable } from './table-sheets.ts';
