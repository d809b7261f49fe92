export { createBarcodes, type Barcodes } from './create-barcodes.ts';
