export { filingHandlers } from './filing-handlers.ts';
