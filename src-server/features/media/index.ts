export { mediaHandlers } from './media-handlers.ts';
export { readMediaRegister } from './read-register.ts';
