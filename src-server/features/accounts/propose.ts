import type { Role } from '#shared/domain/account';
import type { AccountState } from '#shared/domain/administration';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { AccessDenied, type Subject } from '../authority/index.ts';
import type { AccountRecord } from './account-records.ts';
import { describeChanges, digestContent, writeContent, type ActContent } from './act-content.ts';
import { insertAct } from './act-repository.ts';
import type { Matter } from './administer.ts';
import { findOwnOffice } from './act-rules.ts';
import type { Office } from './offices.ts';

type Proposal = {
  readonly matter: Matter;
  readonly subject: Subject;
  readonly proposedAs: Role;
  readonly target: AccountRecord | null;
  readonly content: ActContent;
  readonly reason: string;
  /** Needs nobody else: kept for the record. */
  readonly isDone?: boolean;
};

/** Writes down what is proposed, bound by its digest, with its event. */
export async function propose({ digestKey, now }: Services, tx: Db, { matter, subject, proposedAs, target, content, reason, isDone = false }: Proposal): Promise<{ actId: string; isDone: boolean }> {
  const text = writeContent(content);
  const actId = await insertAct(tx, {
    kind: content.kind,
    targetAccountId: target?.accountId ?? null,
    targetName: target ? `${target.displayName} ${target.loginName}` : '',
    targetUnitName: target?.unitName ?? '',
    content: text,
    digest: digestContent(digestKey, text),
    reason,
    proposedBy: subject.accountId,
    proposedAs,
    proposedAt: now(),
    isDone,
  });
  await recordEvent(tx, subject, { ...matter, detail: `${isDone ? 'done' : 'proposed'} ${actId}: ${reason}`, changes: describeChanges(content) });
  return { actId, isDone };
}

/** In which office he proposes it; denied when none of his offices may. */
export function requireOffice(subject: Subject, allowed: readonly Office[], matter: Matter): Office {
  const office = findOwnOffice(subject, allowed);
  if (office === undefined) throw new AccessDenied({ act: matter.act, reason: 'not an office that proposes this', facts: { object: matter.object } });
  return office;
}

/** Throws `account.state-conflict`. */
export function requireState({ state }: AccountRecord, allowed: readonly AccountState[]): void {
  if (!allowed.includes(state)) throw new AppError('account.state-conflict');
}
