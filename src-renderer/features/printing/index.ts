export { PaperDialog } from './paper-dialog.tsx';
export { PrintDialog } from './print-dialog.tsx';
export { PrintRegisterScreen } from './print-register-screen.tsx';
export { mayPrintTo } from './print-choices.tsx';
