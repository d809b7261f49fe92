export { excerptSheetHandlers } from './excerpt-sheets.ts';
export { keepDownload } from './keep-download.ts';
export { keepFile } from './keep-file.ts';
export { packageFileHandlers } from './package-handlers.ts';
export { printDocument } from './print-document.ts';
export { printRegistered } from './print-registered.ts';
export { sheetHandlers } from './sheet-handlers.ts';
