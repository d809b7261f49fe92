export type { Act, Decision, Principal, Reading, ResourceFacts, Subject, Told } from './subject.ts';
export { AccessDenied, decide, requireAllowed, needsConfirmation, requireRole } from './authority.ts';
export { findDecider, isBarredFromFile, isCleared } from './objections.ts';
export { requireSubject } from './require-subject.ts';
export { rowsAllowed, type FactColumns } from './rows-allowed.ts';
export { selectStanding, type Standing } from './standing.ts';
