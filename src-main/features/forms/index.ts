export { formDeskHandlers } from './form-handlers.ts';
