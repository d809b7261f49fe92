import { sql } from 'kysely';
import type { z } from 'zod';
import { pageSize, totalLimit } from '#shared/contract/lists';
import { type auditOperations } from '#shared/contract/server/audit-operations';
import type { Handlers } from '#shared/contract/operation';
import type { AuditEvent } from '#shared/domain/audit-event';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { recordEvent } from './record-event.ts';

type Filter = z.output<(typeof auditOperations)['audit.list']['input']>;

export function auditHandlers({ db }: Services): Handlers<typeof auditOperations, RequestContext> {
  return {
    'audit.list': async (filter, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'audit.list');
      const listed = { items: await listEvents(db, filter), total: await countEvents(db, filter) };
      // The auditor is watched too: one event per question, not per page turned.
      if (filter.page === 1) await recordEvent(db, subject, { act: 'audit.list', object: filter.act ?? '', detail: filter.text });
      return listed;
    },
  };
}

async function listEvents(db: Db, filter: Filter): Promise<z.input<typeof AuditEvent>[]> {
  const rows = await selectMatching(db, filter)
    .select(['sequence', 'at', 'displayName', 'actorUnitName', 'terminalName', 'act', 'object', 'result', 'detail'])
    .orderBy('sequence', 'desc')
    .limit(pageSize)
    .offset((filter.page - 1) * pageSize)
    .execute();
  return rows.map(({ sequence, at, displayName, ...row }) => ({ ...row, sequence: Number(sequence), at: at.toISOString(), actorName: displayName ?? '' }));
}

async function countEvents(db: Db, filter: Filter): Promise<number> {
  const { total } = await db
    .selectFrom(selectMatching(db, filter).select('sequence').limit(totalLimit).as('matching'))
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function selectMatching(db: Db, { text, act, from, until }: Filter) {
  return db
    .selectFrom('auditEvents')
    .leftJoin('accounts', 'accounts.id', 'auditEvents.actorId')
    .$if(act !== null, query => query.where('act', '=', act ?? ''))
    .$if(from !== null, query => query.where('at', '>=', new Date(from ?? 0)))
    .$if(until !== null, query => query.where('at', '<', new Date(until ?? 0)))
    .$if(text !== '', query => query.where(sql<boolean>`strpos(lower(concat_ws(' ', display_name, actor_unit_name, object, act)), lower(${text})) > 0`));
}
