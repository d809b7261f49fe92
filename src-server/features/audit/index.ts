export { auditHandlers } from './audit-handlers.ts';
export { LogBroken } from './check-links.ts';
export { startCheckpoints, signOrAlarm, type CheckpointWorker } from './checkpoint-worker.ts';
export { makeCheckpoint } from './make-checkpoint.ts';
export { openAudit } from './open-audit.ts';
export { recordEvent, type Actor, type EventFacts } from './record-event.ts';
