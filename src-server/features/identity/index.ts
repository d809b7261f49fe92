export { identityHandlers } from './identity-handlers.ts';
export { hashPassword } from './password-hashing.ts';
export { requireSession, type SignedIn } from './sessions.ts';
export { sweepAttempts } from './sign-in-attempts.ts';
export type { Site } from './site.ts';
