import type { Role } from '#shared/domain/account';
import { AppError } from '#shared/errors/app-error';
import type { ServerOperationName } from '#shared/contract/server-api';

/** Who asks: facts read from the session and its account when the request came in. */
export type Subject = {
  readonly accountId: string;
  readonly displayName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly roles: readonly Role[];
  readonly idNumber: string | null;
  readonly recusedPersonIds: readonly string[];
  /** Units whose persons this account's unit manages: its own and those below it (管理权限). */
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
};

export type Decision = { readonly isAllowed: true } | { readonly isAllowed: false; readonly reason: string };

/** To the caller a denial is an absence; the reason goes to the audit log only. */
export class AccessDenied extends AppError {
  readonly act: Act;
  readonly reason: string;

  constructor(act: Act, reason: string) {
    super('resource.not-found');
    this.act = act;
    this.reason = reason;
  }
}

export function decide(_subject: Subject, act: Act, _facts: ResourceFacts): Decision {
  return { isAllowed: false, reason: `no rule for ${act}` };
}

export function requireAllowed(subject: Subject, act: Act, facts: ResourceFacts = {}): void {
  const decision = decide(subject, act, facts);
  if (!decision.isAllowed) throw new AccessDenied(act, decision.reason);
}
