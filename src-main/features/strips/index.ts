export { calibratePdf } from './calibrate-pdf.ts';
export { printerCalibrations } from './printer-calibrations.ts';
export { stripPrintHandlers } from './strip-print-handlers.ts';
