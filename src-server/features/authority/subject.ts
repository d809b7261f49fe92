import type { ServerOperationName } from '#shared/contract/server-api';
import type { Role } from '#shared/domain/account';

/** Who asks: facts read from the session and its account when the request came in. */
export type Subject = {
  readonly accountId: string;
  readonly displayName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly roles: readonly Role[];
  readonly idNumber: string | null;
  readonly recusedPersonIds: readonly string[];
  /** Units whose persons this account's unit manages: its own, and those below it when it is a custodial unit (管理权限). */
  readonly scopeUnitIds: readonly string[];
  readonly terminalName: string;
};

/** An operation of the contract, or one of the doors beside it that carry bytes. */
export type Act = ServerOperationName | 'pages.read' | 'prints.read' | 'uploads.write';

/** What the decision may depend on; a handler gives the facts that its rule asks for. */
export type ResourceFacts = {
  readonly personId?: string;
  readonly personIdNumber?: string;
  readonly managingUnitId?: string;
  /** Accounts that take part: applicant and second reader of a request, owner of a session, job or upload. */
  readonly participantIds?: readonly string[];
  /** How the audit log names the thing: an archive number, a request number, a register number. */
  readonly object?: string;
};

export type Decision = { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };
