export { terminalHandlers } from './terminal-handlers.ts';
