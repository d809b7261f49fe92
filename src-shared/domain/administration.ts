import { z } from 'zod';
import { Edition } from './edition.ts';
import { LoginName, Role } from './account.ts';
import { AccountId, AdministrativeActId, TerminalId, UnitId } from './ids.ts';
import { SecrecyLevel } from './secrecy.ts';

/** proposed 待批准 (has no rights) → active 启用 ⇄ suspended 停用 → closed 注销 (the person left; never used again). */
export const AccountState = z.enum(['proposed', 'active', 'suspended', 'closed']);
export type AccountState = z.infer<typeof AccountState>;

export const ManagedAccount = z.object({
  id: AccountId,
  loginName: LoginName,
  displayName: z.string().min(1).max(60),
  unitId: UnitId,
  unitName: z.string(),
  state: AccountState,
  roles: z.array(Role).readonly(),
  /** 涉密等级: files above it stay closed. */
  clearance: SecrecyLevel,
  hasPendingAct: z.boolean(),
  isLockedOut: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
});
export type ManagedAccount = z.infer<typeof ManagedAccount>;

/** 亲属: kept by identity number, because a relative's file may come to exist only later. */
export const Relative = z.object({ name: z.string().trim().min(1).max(60), idNumber: z.string().trim().regex(/^\d{17}[\dXx]$/), relation: z.string().trim().min(1).max(20) });
export type Relative = z.infer<typeof Relative>;

export const terminalStates = ['requested', 'approved', 'refused', 'revoked'] as const;
export const TerminalState = z.enum(terminalStates);
export type TerminalState = z.infer<typeof TerminalState>;

/** SHA-256 over the public key (SubjectPublicKeyInfo), shown in groups of four: what two people compare by eye or by telephone. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

export const EnrolledTerminal = z.object({
  id: TerminalId,
  name: z.string().min(1).max(60),
  unitId: UnitId,
  unitName: z.string(),
  state: TerminalState,
  /** What it asks to be, or was approved as. */
  edition: Edition,
  fingerprint: Fingerprint,
  requestedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  certificateExpiresAt: z.iso.datetime().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
});
export type EnrolledTerminal = z.infer<typeof EnrolledTerminal>;

/**
 * What one administrator proposes and another must agree to (四眼). `account.create` is proposed by the system administrator and
 * decided by the security officer; `rights.change` is proposed by the security officer; `administrator.change` gives or takes one of
 * the three offices and needs the two other offices; `account.reopen` and `password.reset` are decided by the security officer.
 */
export const ActKind = z.enum(['account.create', 'account.reopen', 'password.reset', 'rights.change', 'administrator.change', 'policy.change']);
export type ActKind = z.infer<typeof ActKind>;
export const ActState = z.enum(['waiting', 'done', 'refused', 'withdrawn', 'void']);
export type ActState = z.infer<typeof ActState>;

/** One line of what will change: `field` is a key of the window's texts, values are plain words or codes of the field. */
export const Change = z.object({ field: z.string().max(60), before: z.string().max(300), after: z.string().max(300) });
export type Change = z.infer<typeof Change>;

export const AdministrativeAct = z.object({
  id: AdministrativeActId,
  kind: ActKind,
  state: ActState,
  /** Whom or what it concerns: a display name with login name, or the policy. */
  target: z.string(),
  targetUnitName: z.string(),
  changes: z.array(Change).readonly(),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  /** Who has agreed so far, by display name. */
  agreedBy: z.array(z.string()).readonly(),
  decidedAt: z.iso.datetime().nullable(),
  /** What the caller may do with it now. */
  acts: z.array(z.enum(['agree', 'refuse', 'withdraw'])).readonly(),
});
export type AdministrativeAct = z.infer<typeof AdministrativeAct>;

/** 口令策略, one for each secrecy level of a site; values of a level are settings because its standard is not public. */
export const PasswordPolicy = z.object({
  minLength: z.int().min(8).max(64),
  /** How many of lower case, upper case, digits, other characters. */
  minClasses: z.int().min(1).max(4),
  maxAgeDays: z.int().min(1).max(365),
  /** The last n passwords cannot come back. */
  history: z.int().min(0).max(24),
});
export type PasswordPolicy = z.infer<typeof PasswordPolicy>;

export const AccessPolicy = z.object({
  siteLevel: SecrecyLevel,
  password: PasswordPolicy,
  /** Failures before an account or a terminal is locked out, and for how long; doubled each further time. */
  lockoutAttempts: z.int().min(3).max(10),
  lockoutMinutes: z.int().min(5).max(240),
  /** The window locks; policy may only shorten these three from their defaults. */
  idleLockSeconds: z.int().min(60).max(600),
  sessionIdleMinutes: z.int().min(5).max(30),
  sessionHours: z.int().min(1).max(8),
  /** How long a given password covers approving, printing, exporting and agreeing before it is asked for again. */
  confirmationMinutes: z.int().min(1).max(30).default(5),
  /** How long pages of an open reading may still be shown while the data centre cannot be reached; zero keeps none at terminals. */
  offlineMinutes: z.int().min(0).max(60).default(0),
  /** Accounts with this clearance or a higher one sign in with a USB key; a password alone does not do. Null: keys are voluntary. */
  keyRequiredFrom: SecrecyLevel.nullable().default(null),
  /** Pages on the screen are blurred while another window has the focus. */
  blursUnfocused: z.boolean().default(true),
  /** Rights that need a second person to grant. */
  sensitiveRoles: z.array(Role).readonly(),
});
export type AccessPolicy = z.infer<typeof AccessPolicy>;

export const HealthFinding = z.object({
  kind: z.enum(['one-time-password', 'old-password', 'shared-password', 'weak-password', 'dormant', 'left', 'locked', 'no-rights', 'never-used', 'two-accounts']),
  accountId: AccountId,
  loginName: z.string(),
  displayName: z.string(),
  unitName: z.string(),
  /** A number that goes with the kind: days, or how many share a password. */
  figure: z.int().nonnegative(),
});
export type HealthFinding = z.infer<typeof HealthFinding>;

/** What waits for one administrator, most urgent first. */
export const TodoItem = z.object({
  kind: z.enum(['terminals', 'acts', 'routes', 'policy', 'health', 'locked-out', 'log-storage', 'log-unverified', 'database-role']),
  count: z.int().nonnegative(),
  oldestAt: z.iso.datetime().nullable(),
});
export type TodoItem = z.infer<typeof TodoItem>;
