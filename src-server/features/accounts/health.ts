import type { z } from 'zod';
import type { HealthFinding } from '#shared/domain/administration';
import type { Db } from '../../db/schema.ts';
import { findLockedOut, readAccessPolicy } from '../identity/index.ts';
import { listHealthFacts, type HealthFacts } from './health-facts.ts';

type Finding = z.input<typeof HealthFinding>;
type Kind = Finding['kind'];
type UnitScore = { readonly unitName: string; readonly accounts: number; readonly score: number };

const dayMs = 24 * 3_600_000;
/** Nobody has signed in for so long: the account is not needed, or its person is not there. */
const dormantDays = 90;
/** Between the approval of an account and the first sign-in. */
const unusedDays = 7;

/** Worst first. What somebody else could use weighs an account whole, what only needs tidying half of one. */
const weights: Readonly<Record<Kind, number>> = {
  'shared-password': 1, 'weak-password': 1, left: 1, 'two-accounts': 1, locked: 0.5,
  'old-password': 0.5, dormant: 0.5, 'one-time-password': 0.5, 'never-used': 0.5, 'no-rights': 0.5,
};
const kinds = Object.keys(weights) as readonly Kind[]; // `as`: Object.keys widens to string[]

type Context = { readonly now: Date; readonly maxAgeDays: number; readonly lockedOut: ReadonlySet<string> };

const daysSince = (since: Date, now: Date): number => Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));

/** What is to be seen without a password, a network or a file: the figure of each finding that applies, else undefined. */
const figures: Readonly<Record<Kind, (facts: HealthFacts, context: Context) => number | undefined>> = {
  'shared-password': ({ passwordSharers }) => (passwordSharers > 1 ? passwordSharers : undefined),
  'weak-password': ({ isPasswordWeak }) => (isPasswordWeak ? 0 : undefined),
  left: ({ hasLeft }) => (hasLeft ? 0 : undefined),
  'two-accounts': ({ accountsOfPerson }) => (accountsOfPerson > 1 ? accountsOfPerson : undefined),
  locked: ({ loginName }, { lockedOut }) => (lockedOut.has(loginName) ? 0 : undefined),
  'old-password': ({ mustChangePassword, passwordChangedAt }, { now, maxAgeDays }) => above(maxAgeDays, mustChangePassword ? undefined : daysSince(passwordChangedAt, now)),
  dormant: ({ lastSignInAt }, { now }) => above(dormantDays, lastSignInAt ? daysSince(lastSignInAt, now) : undefined),
  'one-time-password': ({ mustChangePassword, passwordChangedAt }, { now }) => (mustChangePassword ? daysSince(passwordChangedAt, now) : undefined),
  'never-used': ({ lastSignInAt, createdAt }, { now }) => above(unusedDays, lastSignInAt ? undefined : daysSince(createdAt, now)),
  'no-rights': ({ hasRoles }) => (hasRoles ? undefined : 0),
};
/** A suspended account cannot be used: its password does not matter until it returns. */
const kindsOfSuspended: readonly Kind[] = ['left', 'two-accounts'];

function above(limit: number, value: number | undefined): number | undefined {
  return value !== undefined && value > limit ? value : undefined;
}

/** Every finding, worst first, and for each unit how many of its accounts are in order, out of 100. */
export async function assessHealth(db: Db, now: Date): Promise<{ findings: Finding[]; units: UnitScore[] }> {
  const accounts = await listHealthFacts(db);
  const { password } = await readAccessPolicy(db);
  const lockedOut = new Set((await findLockedOut(db, accounts.map(({ loginName }) => loginName), now)).keys());
  const context = { now, maxAgeDays: password.maxAgeDays, lockedOut };
  const found = accounts.map(facts => ({ facts, findings: findProblems(facts, context) }));
  const findings = found.flatMap(account => account.findings).sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || b.figure - a.figure);
  return { findings, units: scoreUnits(found) };
}

function findProblems(facts: HealthFacts, context: Context): Finding[] {
  const { accountId, loginName, displayName, unitName, state } = facts;
  return (state === 'suspended' ? kindsOfSuspended : kinds).flatMap(kind => {
    const figure = figures[kind](facts, context);
    return figure === undefined ? [] : [{ kind, accountId, loginName, displayName, unitName, figure }];
  });
}

type Found = { readonly facts: HealthFacts; readonly findings: readonly Finding[] };

/** An account counts as bad as its worst finding. The unit with most to do comes first. */
function scoreUnits(found: readonly Found[]): UnitScore[] {
  const unitNames = [...new Set(found.map(({ facts }) => facts.unitName))];
  return unitNames
    .map(unitName => {
      const accounts = found.filter(({ facts }) => facts.unitName === unitName);
      const lost = accounts.reduce((sum, { findings }) => sum + Math.max(0, ...findings.map(({ kind }) => weights[kind])), 0);
      return { unitName, accounts: accounts.length, score: Math.round(100 * (1 - lost / accounts.length)) };
    })
    .sort((a, b) => a.score - b.score || b.accounts - a.accounts || (a.unitName < b.unitName ? -1 : 1));
}
