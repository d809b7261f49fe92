export { PaperDialog } from './paper-dialog.tsx';
export { PrintDialog } from './print-dialog.tsx';
export { PrinterNews } from './printer-news.tsx';
export { PrintRegisterScreen } from './print-register-screen.tsx';
export { useReasonWords } from './reason-words.ts';
export { mayPrintTo } from './print-choices.tsx';
