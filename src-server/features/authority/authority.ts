import type { Role } from '#shared/domain/account';
import { AppError } from '#shared/errors/app-error';
import { rules, type Reach, type Rule } from './rules.ts';
import type { Act, Decision, ResourceFacts, Subject } from './subject.ts';

/** To the caller a denial is an absence; the reason goes to the audit log only. */
export class AccessDenied extends AppError {
  readonly act: Act;
  readonly reason: string;
  readonly facts: ResourceFacts;

  constructor(act: Act, reason: string, facts: ResourceFacts = {}) {
    super('resource.not-found');
    this.act = act;
    this.reason = reason;
    this.facts = facts;
  }
}

/** 三员: they run, guard and watch the system, and see neither people nor files, whatever other roles they hold. */
const administrators: readonly Role[] = ['system-administrator', 'security-officer', 'auditor'];

/** The one place that says who may do what. Pure; denies unless the rule of the act allows, and denies when a fact is missing. */
export function decide(subject: Subject, act: Act, facts: ResourceFacts = {}): Decision {
  const rule: Rule = rules[act];
  const reason = findRoleObjection(subject, rule) ?? findFileObjection(subject, rule, facts) ?? findReachObjection(subject, rule, facts);
  return reason === undefined ? { isAllowed: true } : { isAllowed: false, reason };
}

export function requireAllowed(subject: Subject, act: Act, facts: ResourceFacts = {}): void {
  const decision = decide(subject, act, facts);
  if (!decision.isAllowed) throw new AccessDenied(act, decision.reason, facts);
}

/** The part of the decision that needs no object: asked before any handler runs, so that a forgotten question stays without effect. */
export function requireRole(subject: Subject, act: Act): void {
  const reason = findRoleObjection(subject, rules[act]);
  if (reason !== undefined) throw new AccessDenied(act, reason);
}

/** Own file, or that of a relative (回避): closed to this subject whatever else is true. Unknown persons count as closed. */
export function isBarredFromFile(subject: Subject, { personId, personIdNumber }: ResourceFacts): boolean {
  if (personId === undefined || personIdNumber === undefined) return true;
  return subject.recusedPersonIds.includes(personId) || (subject.idNumber !== null && subject.idNumber === personIdNumber);
}

function findRoleObjection(subject: Subject, rule: Rule): string | undefined {
  if (rule.roles === 'everyone') return undefined;
  if (!rule.isAdministration && subject.roles.some(role => administrators.includes(role))) return 'administrators see neither people nor files';
  return Object.keys(rule.roles).some(role => subject.roles.some(own => own === role)) ? undefined : 'no role for this act';
}

function findFileObjection(subject: Subject, rule: Rule, facts: ResourceFacts): string | undefined {
  return rule.isAboutFile && isBarredFromFile(subject, facts) ? 'own file, file of a relative, or file not named' : undefined;
}

function findReachObjection(subject: Subject, rule: Rule, facts: ResourceFacts): string | undefined {
  const { roles } = rule;
  if (roles === 'everyone') return undefined;
  const reaches = subject.roles.flatMap(role => roles[role] ?? []);
  const isParticipant = facts.participantIds?.includes(subject.accountId) ?? false;
  const isInScope = facts.managingUnitId !== undefined && subject.scopeUnitIds.includes(facts.managingUnitId);
  const isWithin: Readonly<Record<Reach, boolean>> = {
    anything: true,
    'own-part': isParticipant,
    'managed-unit': isInScope,
    'managed-unit-of-others': isInScope && facts.participantIds !== undefined && !isParticipant,
  };
  return reaches.some(reach => isWithin[reach]) ? undefined : 'outside the reach of the role';
}
