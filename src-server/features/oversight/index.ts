export { measureStorage } from './log-storage.ts';
export { oversightHandlers } from './oversight-handlers.ts';
