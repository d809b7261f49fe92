export { sheetPrintHandlers } from './sheet-print-handlers.ts';
