export { keepFile } from './keep-file.ts';
export { printDocument, requirePrinter } from './print-document.ts';
export { sheetHandlers } from './sheet-handlers.ts';
