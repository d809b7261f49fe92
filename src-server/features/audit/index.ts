export { auditHandlers } from './audit-handlers.ts';
export { recordEvent, type Actor, type EventFacts } from './record-event.ts';
