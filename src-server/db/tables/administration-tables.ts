import type { Generated } from 'kysely';
import type { ActKind, ActState } from '#shared/domain/administration';
import type { Role } from '#shared/domain/account';

export type AdministrationTables = {
  /** What one administrator proposes and others must agree to. */
  administrativeActs: {
    id: string;
    kind: ActKind;
    state: ActState;
    /** Null for the policy, and when a proposed account was refused and is gone. */
    targetAccountId: string | null;
    targetName: string;
    targetUnitName: string;
    /** Canonical text of what will change: exactly the bytes that were digested. */
    content: string;
    digest: Buffer;
    reason: string;
    proposedBy: string;
    /** The office in which he proposed it. */
    proposedAs: Role;
    proposedAt: Date;
    decidedBy: string | null;
    decidedAt: Date | null;
    decisionReason: Generated<string>;
  };
  /** An agreement holds for the content that had this digest. */
  administrativeAgreements: { actId: string; accountId: string; agreedAs: Role; digest: Buffer; agreedAt: Date };
};
