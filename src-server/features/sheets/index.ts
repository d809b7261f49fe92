export { composeTables, newDocument } from './compose-tables.ts';
export { plainCell } from './plain-cell.ts';
export { breakLines, drawText } from './sheet-text.ts';
export { pxPerPoint, sheetSize, type SheetTable } from './table-sheets.ts';
