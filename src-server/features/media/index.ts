export { mediaHandlers } from './media-handlers.ts';
export { makeMediaRegister } from './register-sheet.ts';
