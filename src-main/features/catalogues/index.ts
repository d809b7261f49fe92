export { cataloguePrintHandlers } from './catalogue-print-handlers.ts';
