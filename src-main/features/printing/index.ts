export { createPrinting, type Printing } from './printing-handlers.ts';
