export { FormDialog } from './form-dialog.tsx';
export { MissingGlyphs } from './missing-glyphs.tsx';
export { PrinterField, usePrinters } from './printer-field.tsx';
export { TransferDialog } from './transfer-dialog.tsx';
