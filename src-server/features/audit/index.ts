export { auditHandlers } from './audit-handlers.ts';
export { openAudit } from './open-audit.ts';
export { recordEvent, type Actor, type EventFacts } from './record-event.ts';
