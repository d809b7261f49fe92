export { requirePrinter } from './approved-printers.ts';
export { loadPdfKit } from './load-pdf-kit.ts';
export { measurePdf } from './measure-pdf.ts';
export { createPrinting, type Printing } from './printing-handlers.ts';
