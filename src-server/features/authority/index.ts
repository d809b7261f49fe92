export type { Act, Decision, ResourceFacts, Subject } from './authority.ts';
export { AccessDenied, decide, requireAllowed } from './authority.ts';
