export { composeForm, formHandlers } from './form-handlers.ts';
