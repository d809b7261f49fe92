export { FormDialog } from './form-dialog.tsx';
export { MissingGlyphs } from './missing-glyphs.tsx';
export { PrinterField, usePrinters } from './printer-field.tsx';
export { SeparatorDialog } from './separator-dialog.tsx';
export { TransferDialog } from './transfer-dialog.tsx';
