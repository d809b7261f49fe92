export { createIntakeBell, type IntakeBell } from './intake-bell.ts';
export { intakeHandlers } from './intake-handlers.ts';
export { startIntake, type IntakeOptions, type IntakeWorker } from './intake-worker.ts';
export { createIntakeTools, type IntakeTools } from './checking/intake-tools.ts';
export { createImageChecker, type ImageChecker } from './images/index.ts';
export { renderDeliveredPage, type DeliveredPageQuery } from './deliveries/render-page.ts';
export { makeDefectSheet } from './sheets/defect-sheet.ts';
export { makeDefectWorkbook } from './sheets/defect-workbook.ts';
export { readTemplate } from './sheets/read-template.ts';
