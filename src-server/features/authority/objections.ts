import type { Turn } from '#shared/domain/approval-route';
import { isWithinClearance } from '#shared/domain/secrecy';
import { actingRoles } from './acting-roles.ts';
import type { Reach, Rule } from './rules.ts';
import type { Principal, ResourceFacts, Subject, Told } from './subject.ts';

export type Objection = { readonly reason: string; readonly told?: Told };
type Find = (subject: Subject, rule: Rule, facts: ResourceFacts) => Objection | undefined;

const because = (reason: string): Objection => ({ reason });

/** Own file, or that of a relative (回避). A file that is not named counts as closed. */
export function isBarredFromFile({ idNumber, relativeIdNumbers }: Principal, { personIdNumber }: ResourceFacts): boolean {
  return personIdNumber === undefined || idNumber === personIdNumber || relativeIdNumbers.includes(personIdNumber);
}

export function isCleared({ clearance }: Principal, { secrecyLevel }: ResourceFacts): boolean {
  return secrecyLevel !== undefined && isWithinClearance(secrecyLevel, clearance);
}

const findOwnFile: Find = (subject, { isAboutFile }, facts) =>
  isAboutFile && isBarredFromFile(subject, facts) ? because('own file, file of a relative, or file not named') : undefined;

const findSecrecy: Find = (subject, { isAboutFile }, facts) => (isAboutFile && !isCleared(subject, facts) ? because('not cleared for the secrecy level') : undefined);

const findCircle: Find = ({ circleIds }, { isAboutRequest }, { circleId }) => {
  if (!isAboutRequest || circleId === null) return undefined;
  return circleId !== undefined && circleIds.includes(circleId) ? undefined : because('confidential: outside its circle');
};

/** Whoever has a part in the matter decides nothing in it: by account, as another account of the same person, or in the place of one who has. */
const findOwnPart: Find = (subject, { separation }, facts) => {
  if (separation === undefined) return undefined;
  const { participantIds, participantIdNumbers, deciderIds, deciderIdNumbers } = facts;
  if (!participantIds || !participantIdNumbers) return because('duties: parts not named');
  const hasPart = (principal: Principal): boolean => isAmong(principal, participantIds, participantIdNumbers);
  if (hasPart(subject) || subject.delegators.some(hasPart)) return because('duties: applicant, second reader, or in their place');
  if (separation === 'from-readers') return undefined;
  if (!deciderIds || !deciderIdNumbers) return because('duties: earlier steps not named');
  return isAmong(subject, deciderIds, deciderIdNumbers) ? because('duties: decided an earlier step') : undefined;
};

function isAmong({ accountId, idNumber }: Principal, ids: readonly string[], idNumbers: readonly string[]): boolean {
  return ids.includes(accountId) || (idNumber !== null && idNumbers.includes(idNumber));
}

const findTerminal: Find = ({ terminalName }, { isAtTerminal }, facts) => (isAtTerminal && facts.terminalName !== terminalName ? because('another terminal') : undefined);

const findReach: Find = (subject, { roles }, facts) => {
  if (roles === 'everyone') return undefined;
  for (const role of actingRoles(subject)) {
    const reach = roles[role];
    if (reach !== undefined && reaches[reach](subject, facts)) return undefined;
  }
  return because('outside the reach of the role');
};

type Reaches = (subject: Subject, facts: ResourceFacts) => boolean;

const takesPart: Reaches = ({ accountId }, { participantIds }) => participantIds?.includes(accountId) ?? false;

/** A confidential matter belongs to its circle, wherever the file is managed. */
const manages: Reaches = (subject, { managingUnitId, circleId }) =>
  circleId ? decidesInCircle(subject, circleId) : managingUnitId !== undefined && setOf(subject.scopeUnitIds).has(managingUnitId);

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** An organisation department manages hundreds of units: looked up, not walked through. */
function setOf(ids: readonly string[]): ReadonlySet<string> {
  const known = sets.get(ids);
  if (known) return known;
  const made = new Set(ids);
  sets.set(ids, made);
  return made;
}

const isOnRoute: Reaches = (subject, { route, circleId }) =>
  circleId ? decidesInCircle(subject, circleId) : route !== undefined && [subject, ...subject.delegators].some(principal => isTurnOf(principal, route));

const reaches: Readonly<Record<Reach, Reaches>> = {
  anything: () => true,
  'own-part': takesPart,
  'own-grant': (subject, facts) => facts.reading?.kind === 'grant' && takesPart(subject, facts),
  'own-custody': (subject, facts) => facts.reading?.kind === 'custody' && takesPart(subject, facts) && manages(subject, facts),
  'managed-unit': manages,
  'managed-or-route': (subject, facts) => manages(subject, facts) || isOnRoute(subject, facts),
  'own-turn': (subject, facts) => findDecider(subject, facts) !== undefined,
  'own-route': isOnRoute,
};

/** Approvers among its members: an archivist keeps the file and learns of no confidential request for it, in whatever list he stands. */
function decidesInCircle({ circleIds, roles }: Subject, circleId: string): boolean {
  return circleIds.includes(circleId) && roles.includes('approver');
}

/** Without making a word for each comparison: this is asked for every row of an inbox. */
function isTurnOf({ roles, unitId }: Principal, turns: readonly Turn[]): boolean {
  return turns.some(turn => turn.endsWith(unitId) && roles.some(role => turn.length === role.length + 1 + unitId.length && turn.startsWith(role)));
}

/**
 * In whose right the subject decides the step that waits: his own, or that of an absent approver, who must himself be free to
 * decide it. Circles have no delegation: a confidential matter is decided by a member in person.
 */
export function findDecider(subject: Subject, facts: ResourceFacts): Principal | undefined {
  const { turn, circleId } = facts;
  if (circleId) return decidesInCircle(subject, circleId) ? subject : undefined;
  if (turn === undefined) return undefined;
  if (isTurnOf(subject, [turn])) return subject;
  return subject.delegators.find(delegator => isTurnOf(delegator, [turn]) && isFreeToDecide(delegator, facts));
}

function isFreeToDecide(principal: Principal, facts: ResourceFacts): boolean {
  const { deciderIds = [], deciderIdNumbers = [] } = facts;
  return !isBarredFromFile(principal, facts) && isCleared(principal, facts) && !isAmong(principal, deciderIds, deciderIdNumbers);
}

/** Told plainly, because whoever comes this far may know of the reading: that it is over, or that it was granted without printing. */
const findReading: Find = (_subject, rule, { reading }) => {
  if (rule.reading === undefined) return undefined;
  if (reading === undefined) return because('reading not named');
  if (rule.reading !== 'open' && !reading.holds) return because('outside the reading');
  if (reading.ended !== null) return { reason: 'the reading is over', told: reading.ended };
  if (rule.reading === 'print' && !reading.mayPrint) return { reason: 'printing was not granted', told: { code: 'print.not-granted' } };
  return undefined;
};

/** In this order; the first one is the reason. */
export const objections: readonly Find[] = [findOwnFile, findSecrecy, findCircle, findTerminal, findReach, findOwnPart, findReading];
