export { calibratePdf } from './calibrate-pdf.ts';
export { stripPrintHandlers } from './strip-print-handlers.ts';
