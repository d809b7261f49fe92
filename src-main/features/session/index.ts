export { watchSession } from './watch-session.ts';
export { createSessionState, type SessionState } from './session-state.ts';
export { signOutOf } from './sign-out.ts';
export { sessionHandlers } from './session-handlers.ts';
