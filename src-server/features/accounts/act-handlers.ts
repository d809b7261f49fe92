import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { Handlers } from '#shared/contract/operation';
import { type administrativeActOperations } from '#shared/contract/server/account-operations';
import type { AdministrativeAct } from '#shared/domain/administration';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { requireAllowed, requireSubject, type Subject } from '../authority/index.ts';
import { ActContent, describeChanges } from './act-content.ts';
import { countActs, listDecided, listProposedBy, listWaiting, requireAct, type ActRecord } from './act-repository.ts';
import { findObjection } from './act-rules.ts';
import { administer, asAdministrator } from './administer.ts';
import { agreeToAct, refuseAct, withdrawAct } from './decide-act.ts';
import { makeHandover } from './handover.ts';
import { listTodo } from './todo.ts';

type Box = 'waiting' | 'mine' | 'done';

export function administrativeActHandlers(services: Services): Handlers<typeof administrativeActOperations, RequestContext> {
  const { db } = services;
  return {
    'acts.list': async ({ box, page }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'acts.list');
      const { acts, total } = await listBox(db, subject, { box, offset: (page - 1) * pageSize });
      return { items: acts.map(act => presentAct(act, subject)), total };
    },
    'acts.agree': async ({ id }, context) => {
      const { kind } = await requireAct(db, id);
      const handover = kind === 'account.create' || kind === 'password.reset' ? await makeHandover(services) : null;
      const matter = { act: 'acts.agree', object: id } as const;
      const { outcome, oneTimePassword } = await administer(services, context, { matter, work: (tx, subject) => agreeToAct(services, tx, { id, subject, matter, handover }) });
      // Told only now: that the act is void has been written down and stays.
      if (outcome === 'void') throw new AppError('act.target-changed');
      return { isDone: outcome === 'done', oneTimePassword };
    },
    'acts.refuse': async ({ id, reason }, context) => {
      const matter = { act: 'acts.refuse', object: id } as const;
      await administer(services, context, { matter, work: (tx, subject) => refuseAct(services, tx, { id, subject, matter, reason }) });
      return {};
    },
    'acts.withdraw': async ({ id }, context) => {
      const matter = { act: 'acts.withdraw', object: id } as const;
      await administer(services, context, { matter, work: (tx, subject) => withdrawAct(services, tx, { id, subject, matter }) });
      return {};
    },
    'acts.todo': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'acts.todo');
      return { items: await listTodo(services, subject) };
    },
  };
}

async function listBox(db: Db, subject: Subject, { box, offset }: { readonly box: Box; readonly offset: number }): Promise<{ acts: readonly ActRecord[]; total: number }> {
  if (box === 'waiting') {
    const acts = await listDecidable(db, subject);
    return { acts: acts.slice(offset, offset + pageSize), total: acts.length };
  }
  const page = { limit: pageSize, offset };
  if (box === 'mine') return { acts: await listProposedBy(db, subject.accountId, page), total: await countActs(db, { proposedBy: subject.accountId }, totalLimit) };
  return { acts: await listDecided(db, page), total: await countActs(db, 'decided', totalLimit) };
}

/** What waits for this administrator, oldest first. */
export async function listDecidable(db: Db, subject: Subject): Promise<readonly ActRecord[]> {
  const administrator = asAdministrator(subject);
  return (await listWaiting(db)).filter(act => findObjection(act, administrator) === undefined);
}

function presentAct(act: ActRecord, subject: Subject): z.input<typeof AdministrativeAct> {
  const { id, kind, state, targetName, targetUnitName, reason, proposerName, agreedBy } = act;
  return {
    id, kind, state, reason, targetUnitName, target: targetName, agreedBy,
    proposedBy: proposerName,
    proposedAt: act.proposedAt.toISOString(),
    decidedAt: act.decidedAt?.toISOString() ?? null,
    changes: describeChanges(ActContent.parse(JSON.parse(act.content))),
    acts: listPossibleActs(act, subject),
  };
}

function listPossibleActs(act: ActRecord, subject: Subject): z.input<typeof AdministrativeAct>['acts'] {
  if (act.state !== 'waiting') return [];
  if (act.proposer.accountId === subject.accountId) return ['withdraw'];
  return findObjection(act, asAdministrator(subject)) === undefined ? ['agree', 'refuse'] : [];
}
