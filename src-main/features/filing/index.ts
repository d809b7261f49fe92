export { createFiling, type FilingDesk } from './filing-handlers.ts';
