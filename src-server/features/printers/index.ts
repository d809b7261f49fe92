export { printerHandlers, requireApprovedPrinter } from './printer-handlers.ts';
