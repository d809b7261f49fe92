export { composePrint } from './compose-print.ts';
export { composeExcerptSheet } from './excerpt-sheet.ts';
export { printFacts, requirePrintJob } from './print-repository.ts';
export { printRegisterHandlers } from './register-handlers.ts';
export { printingHandlers } from './print-handlers.ts';
