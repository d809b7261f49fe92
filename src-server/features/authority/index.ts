export type { Act, Decision, ResourceFacts, Subject } from './subject.ts';
export { AccessDenied, decide, isBarredFromFile, requireAllowed, requireRole } from './authority.ts';
export { requireSubject } from './require-subject.ts';
