import type { ErrorCode } from '../errors/error-catalogue.ts';

/** Refusals that mean: this session is over, and why. The first also stands for idleness, for its full time, and for signing out. */
export const sessionEndings = ['session.expired', 'session.ended-elsewhere', 'session.account-changed', 'session.replayed', 'terminal.revoked'] as const satisfies readonly ErrorCode[];
export type SessionEnding = (typeof sessionEndings)[number];
