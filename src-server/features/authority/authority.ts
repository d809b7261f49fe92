import { isOfEdition } from '#shared/contract/query-edition';
import { AppError } from '#shared/errors/app-error';
import { actingRoles, administrators } from './acting-roles.ts';
import { objections } from './objections.ts';
import { rules, type Rule } from './rules.ts';
import type { Act, Decision, ResourceFacts, Subject, Told } from './subject.ts';

type Denial = { readonly act: Act; readonly reason: string; readonly facts?: ResourceFacts; readonly told?: Told | undefined };

/** To the caller a denial is an absence, unless he knows the thing anyway; the reason goes to the audit log only. */
export class AccessDenied extends AppError {
  readonly act: Act;
  readonly reason: string;
  readonly facts: ResourceFacts;

  constructor({ act, reason, facts = {}, told = { code: 'resource.not-found' } }: Denial) {
    super(told.code, told.params);
    this.act = act;
    this.reason = reason;
    this.facts = facts;
  }
}

/** The one place that says who may do what. Pure; denies unless the rule of the act allows, and denies when a fact is missing. */
export function decide(subject: Subject, act: Act, facts: ResourceFacts = {}): Decision {
  const rule: Rule = rules[act];
  const reason = findStandingObjection(subject, act);
  if (reason !== undefined) return { isAllowed: false, reason };
  for (const find of objections) {
    const objection = find(subject, rule, facts);
    if (objection) return { isAllowed: false, ...objection };
  }
  return allowed;
}

const allowed: Decision = { isAllowed: true };

export function requireAllowed(subject: Subject, act: Act, facts: ResourceFacts = {}): void {
  const decision = decide(subject, act, facts);
  if (!decision.isAllowed) throw new AccessDenied({ act, facts, ...decision });
}

export function needsConfirmation(act: Act): boolean {
  const rule: Rule = rules[act];
  return rule.needsConfirmation === true;
}

/** The part of the decision that needs no object: asked before any handler runs, so that a forgotten question stays without effect. */
export function requireRole(subject: Subject, act: Act): void {
  const reason = findStandingObjection(subject, act);
  if (reason !== undefined) throw new AccessDenied({ act, reason });
}

/** Where he sits comes before who he is. */
function findStandingObjection(subject: Subject, act: Act): string | undefined {
  if (!isOfEdition(subject.edition, act)) return `not an act of the ${subject.edition} edition`;
  return findRoleObjection(subject, rules[act]);
}

export function findRoleObjection(subject: Subject, rule: Rule): string | undefined {
  if (rule.roles === 'everyone') return undefined;
  if (!rule.isAdministration && subject.roles.some(role => administrators.includes(role))) return 'administrators see neither people nor files';
  for (const role of actingRoles(subject)) if (rule.roles[role] !== undefined) return undefined;
  return 'no role for this act';
}
