export { composeForm, fillForm as findForm, formHandlers } from './form-handlers.ts';
