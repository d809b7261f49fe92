import { defaultPolicyOf } from '#shared/domain/access-policy';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { AccessDenied, type Subject } from '../authority/index.ts';
import { holdAccessPolicy } from '../identity/index.ts';
import { holdAccount, lockPerson } from './account-records.ts';
import { ActContent, basisOf, describeChanges, digestContent, isSameContent } from './act-content.ts';
import { decideAct, holdAct, requireAct, type ActRecord } from './act-repository.ts';
import { countNeeded, findObjection, findOffice } from './act-rules.ts';
import { asAdministrator, type Matter } from './administer.ts';
import { carryOut } from './carry-out.ts';
import type { Handover } from './handover.ts';

type Deciding = { readonly id: string; readonly subject: Subject; readonly matter: Matter };
export type Agreed = { readonly outcome: 'agreed' | 'done' | 'void'; readonly oneTimePassword: string | null };

/** One more agreement; the last one that is needed carries the act out. What no longer rests on its grounds becomes void. */
export async function agreeToAct(services: Services, tx: Db, { id, subject, matter, handover }: Deciding & { readonly handover: Handover | null }): Promise<Agreed> {
  const act = await holdDecidable(tx, { id, subject, matter });
  const content = await findStandingContent(services, tx, act);
  if (content === undefined) {
    await decideAct(tx, { id, state: 'void', decidedBy: subject.accountId, decidedAt: services.now(), reason: 'changed meanwhile' });
    await recordEvent(tx, subject, { ...matter, result: 'denied', detail: `void: ${nameOf(act)} changed since it was proposed` });
    return { outcome: 'void', oneTimePassword: null };
  }
  await insertAgreement(services, tx, { act, subject });
  const isDone = act.agreements.length + 1 >= countNeeded(act.kind);
  const oneTimePassword = isDone ? await carryOut(services, tx, { content, handover }) : null;
  if (isDone) await decideAct(tx, { id, state: 'done', decidedBy: subject.accountId, decidedAt: services.now() });
  await recordEvent(tx, subject, { ...matter, detail: `${nameOf(act)}: ${isDone ? 'in effect' : 'agreed'}`, changes: isDone ? describeChanges(content) : [] });
  return { outcome: isDone ? 'done' : 'agreed', oneTimePassword };
}

/** A refused new account is gone, so that its login name is free again. */
export async function refuseAct({ now }: Services, tx: Db, { id, subject, matter, reason }: Deciding & { readonly reason: string }): Promise<void> {
  const act = await holdDecidable(tx, { id, subject, matter });
  await decideAct(tx, { id, state: 'refused', decidedBy: subject.accountId, decidedAt: now(), reason });
  await forgetProposedAccount(tx, act);
  await recordEvent(tx, subject, { ...matter, detail: `${nameOf(act)}: refused, ${reason}` });
}

export async function withdrawAct({ now }: Services, tx: Db, { id, subject, matter }: Deciding): Promise<void> {
  const act = await holdMatter(tx, id);
  if (act.proposer.accountId !== subject.accountId) throw new AccessDenied({ act: matter.act, reason: 'proposed by somebody else', facts: { object: matter.object } });
  requireWaiting(act);
  await decideAct(tx, { id, state: 'withdrawn', decidedBy: subject.accountId, decidedAt: now() });
  await forgetProposedAccount(tx, act);
  await recordEvent(tx, subject, { ...matter, detail: `${nameOf(act)}: withdrawn` });
}

/** The account before the act, as everywhere: two transactions never wait for each other in a circle. */
async function holdMatter(tx: Db, id: string): Promise<ActRecord> {
  const { target } = await requireAct(tx, id);
  if (target) await lockPerson(tx, target.accountId);
  return holdAct(tx, id);
}

async function holdDecidable(tx: Db, { id, subject, matter }: Deciding): Promise<ActRecord> {
  const act = await holdMatter(tx, id);
  requireWaiting(act);
  const objection = findObjection(act, asAdministrator(subject));
  if (objection !== undefined) throw new AccessDenied({ act: matter.act, reason: objection, facts: { object: matter.object } });
  return act;
}

function requireWaiting({ state }: ActRecord): void {
  if (state !== 'waiting') throw new AppError('act.state-conflict');
}

/** The content, when it is what was proposed, its target is as it was, and everyone who stood for it still holds his office. */
async function findStandingContent({ digestKey }: Services, tx: Db, act: ActRecord): Promise<ActContent | undefined> {
  if (!digestContent(digestKey, act.content).equals(act.digest)) return undefined;
  const content = ActContent.parse(JSON.parse(act.content));
  const isBasisKept = content.kind === 'policy.change'
    ? isSameContent((await holdAccessPolicy(tx)) ?? defaultPolicyOf('secret'), content.basis)
    : isSameContent(basisOf(await holdAccount(tx, content.accountId)), content.basis);
  return isBasisKept && (await areSupportersInOffice(tx, act)) ? content : undefined;
}

async function areSupportersInOffice(tx: Db, { proposer, proposedAs, agreements }: ActRecord): Promise<boolean> {
  const supporters = [{ ...proposer, office: proposedAs }, ...agreements.map(agreement => ({ ...agreement, office: agreement.agreedAs }))];
  for (const { accountId, office } of supporters) {
    const holder = await tx
      .selectFrom('accountRoles')
      .innerJoin('accounts', 'accounts.id', 'accountRoles.accountId')
      .select('accounts.id')
      .where('accounts.id', '=', accountId)
      .where('role', '=', office)
      .where('state', '=', 'active')
      .executeTakeFirst();
    if (!holder) return false;
  }
  return true;
}

async function insertAgreement({ now }: Services, tx: Db, { act, subject }: { readonly act: ActRecord; readonly subject: Subject }): Promise<void> {
  const agreedAs = findOffice(act, asAdministrator(subject));
  if (agreedAs === undefined) throw new AppError('act.state-conflict');
  await tx.insertInto('administrativeAgreements').values({ actId: act.id, accountId: subject.accountId, agreedAs, digest: act.digest, agreedAt: now() }).execute();
}

async function forgetProposedAccount(tx: Db, { kind, target }: ActRecord): Promise<void> {
  if (kind === 'account.create' && target) await tx.deleteFrom('accounts').where('id', '=', target.accountId).where('state', '=', 'proposed').execute();
}

/** `rights.change 陈静 archivist`, for the log. */
function nameOf({ kind, targetName }: ActRecord): string {
  return `${kind} ${targetName}`.trim();
}
