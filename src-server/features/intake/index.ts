export { createIntakeBell, type IntakeBell } from './intake-bell.ts';
export { intakeHandlers } from './intake-handlers.ts';
export { startIntake, type IntakeOptions, type IntakeWorker } from './intake-worker.ts';
export type { IntakeTools, MeasuredImage, OpenedPackage } from './checking/intake-tools.ts';
