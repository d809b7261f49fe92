export { composePrint } from './compose-print.ts';
export { printingHandlers } from './print-handlers.ts';
