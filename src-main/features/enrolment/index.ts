export { createEnrolment, type TerminalEnrolment } from './create-enrolment.ts';
export { enrolmentHandlers } from './enrolment-handlers.ts';
