import type { Role } from '#shared/domain/account';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { AccessDenied, requireAllowed, requireSubject, type Act, type Subject } from '../authority/index.ts';
import type { Administrator } from './act-rules.ts';
import { isSamePerson, type Party } from './offices.ts';

export type Matter = { readonly act: Act; /** A login name or the number of an act, for the log. */ readonly object: string };

/**
 * One act of one administrator: role checked, everything in one transaction with its event. What a rule refuses leaves an
 * event as well, after the transaction rolled back (a denial of access is recorded by the guard).
 */
export async function administer<Result>(services: Services, context: RequestContext, { matter, work }: { readonly matter: Matter; readonly work: (tx: Db, subject: Subject) => Promise<Result> }): Promise<Result> {
  const subject = requireSubject(context);
  requireAllowed(subject, matter.act, { object: matter.object });
  try {
    return await services.db.transaction().execute(tx => work(tx, subject));
  } catch (error) {
    if (error instanceof AppError && !(error instanceof AccessDenied)) await recordEvent(services.db, subject, { ...matter, result: 'denied', detail: error.code });
    throw error;
  }
}

/** Nobody decides about himself, under whichever of his accounts. */
export function requireOther(subject: Subject, target: Party, matter: Matter): void {
  if (isSamePerson(subject, target)) throw new AccessDenied({ act: matter.act, reason: 'concerned himself', facts: { object: matter.object } });
}

export function asAdministrator({ accountId, idNumber, roles }: Subject): Administrator {
  return { accountId, idNumber, roles };
}

/** One text for a list of roles, the same whatever their order. */
export function spellRoles(roles: readonly Role[]): string {
  return [...roles].sort().join(',');
}
