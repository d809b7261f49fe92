export { intakeHandlers } from './intake-handlers.ts';
