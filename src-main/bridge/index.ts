export { bindWindows, createEmitter } from './bind-windows.ts';
export { forwardedHandlers } from './forward-operations.ts';
