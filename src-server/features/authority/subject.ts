import type { ServerOperationName } from '#shared/contract/server-api';
import type { Role } from '#shared/domain/account';
import type { Turn } from '#shared/domain/approval-route';
import type { Edition } from '#shared/domain/edition';
import type { SecrecyLevel } from '#shared/domain/secrecy';
import type { ErrorParams } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';

/** A human being with an account, as far as rules ask about him. */
export type Principal = {
  readonly accountId: string;
  readonly displayName: string;
  readonly unitId: string;
  readonly roles: readonly Role[];
  readonly idNumber: string | null;
  /** 回避: identity numbers of relatives, whether or not they have a file. */
  readonly relativeIdNumbers: readonly string[];
  /** 涉密等级: the highest secrecy level whose files are open to him. */
  readonly clearance: SecrecyLevel;
};

/** Who asks: facts read from the session and its account when the request came in. */
export type Subject = Principal & {
  readonly unitName: string;
  /** Units whose persons this account's unit manages: its own, and those below it when it is a custodial unit (管理权限). */
  readonly scopeUnitIds: readonly string[];
  /** Circles of confidential requests in which he is a member. */
  readonly circleIds: readonly string[];
  /** 委托: absent approvers for whom he decides now. */
  readonly delegators: readonly Principal[];
  readonly terminalId: string | null;
  readonly terminalName: string;
  /** Of the terminal's record: what it may not do, nobody does there. */
  readonly edition: Edition;
};

/** An operation of the contract, or one of the doors beside it that carry bytes. */
export type Act = ServerOperationName | 'pages.read' | 'prints.read' | 'prints.readSheet' | 'uploads.write' | 'audit.export' | 'accounts.createFirst' | 'session.replayed' | 'prints.see' | 'intake.readPage' | 'intake.readDefects' | 'intake.readTemplate' | 'intake.check' | 'intake.commit' | 'intake.return' | 'intake.sweep' | 'media.readRegister' | 'volumes.export' | 'strips.label' | 'strips.readSheets' | 'strips.readTestPage' | 'catalogues.readSheets' | 'catalogues.readFile' | 'evidence.readSheet' | 'forms.read';

/** What the caller hears instead of an absence, because he knows the thing already. */
export type Told = { readonly code: ErrorCode; readonly params?: ErrorParams };

/** How far a grant, or a custodian's work on his own volumes, carries an act. */
export type Reading = {
  readonly kind: 'grant' | 'custody';
  /** Null while it is open; then how its end is told. */
  readonly ended: Told | null;
  /** Whether the page or material asked for lies in it. */
  readonly holds?: boolean;
  readonly mayPrint?: boolean;
};

/** What the decision may depend on; a handler gives the facts that its rule asks for. A fact that is missing speaks against the act. */
export type ResourceFacts = {
  readonly personId?: string;
  readonly personIdNumber?: string;
  readonly managingUnitId?: string;
  readonly secrecyLevel?: SecrecyLevel;
  /** Accounts that take part: applicant and second reader of a request, owner of a session, job or upload; and their identity numbers. */
  readonly participantIds?: readonly string[];
  readonly participantIdNumbers?: readonly string[];
  /** Who agreed in an earlier step, and for whom; and their identity numbers. */
  readonly deciderIds?: readonly string[];
  readonly deciderIdNumbers?: readonly string[];
  readonly turn?: Turn;
  /** Every step of the way. */
  readonly route?: readonly Turn[];
  /** The circle of a confidential request; null for an ordinary one. */
  readonly circleId?: string | null;
  readonly reading?: Reading;
  /** Where a reading was opened. */
  readonly terminalName?: string;
  /** How the audit log names the thing: an archive number, a request number, a register number. */
  readonly object?: string;
};

export type Decision = { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string; readonly told?: Told };
