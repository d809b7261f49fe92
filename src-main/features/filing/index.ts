export { createFiling } from './filing-handlers.ts';
