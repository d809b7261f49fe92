export { auditHandlers } from './audit-handlers.ts';
export { LogBroken } from './check-links.ts';
export { startCheckpoints, signOrAlarm, type CheckpointWorker } from './checkpoint-worker.ts';
export { allowExport, exportLog } from './export-log.ts';
export { makeCheckpoint } from './make-checkpoint.ts';
export { requireKeeper } from './audit-keeper.ts';
export { openAudit } from './open-audit.ts';
export { recordEvent, type Actor, type EventFacts } from './record-event.ts';
