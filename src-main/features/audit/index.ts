export { logFileHandlers } from './save-log.ts';
export { reportHandlers } from './report-handlers.ts';
