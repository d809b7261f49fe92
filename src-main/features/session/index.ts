export { createSessionState, type SessionState } from './session-state.ts';
export { sessionHandlers } from './session-handlers.ts';
