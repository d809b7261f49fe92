export { composeEvidence } from './compose-evidence.ts';
export { evidenceHandlers } from './evidence-handlers.ts';
