import { sql } from 'kysely';
import { pageSize, totalLimit } from '#shared/contract/lists';
import type { Handlers } from '#shared/contract/operation';
import type { mediaOperations } from '#shared/contract/server/intake-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { requireAllowed, requireSubject, rowsAllowed } from '../authority/index.ts';
import { mediumFacts, mediumQuery, requireMedium, viewMedia, type MediumRecord } from './medium-repository.ts';
import { moveMedium } from './move-medium.ts';
import { registerMedium } from './register-medium.ts';

/** 介质登记: every carrier on which data comes into the unit, from its registration to its end. */
export function mediaHandlers(services: Services): Handlers<typeof mediaOperations, RequestContext> {
  const { db } = services;
  return {
    'media.register': async (entry, context) => viewMedium(db, await registerMedium(services, requireSubject(context), entry)),
    'media.move': async (move, context) => viewMedium(db, await moveMedium(services, requireSubject(context), move)),
    'media.list': async ({ query, state, page }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'media.list');
      const pattern = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
      const found = mediumQuery(db)
        .where(rowsAllowed(subject, 'media.get', { managingUnitId: sql`media.unit_id` }))
        .$if(state !== null, media => media.where('media.state', '=', state ?? 'registered'))
        .$if(query !== '', media => media.where(eb => eb.or((['number', 'serialNumber', 'contents', 'approvalNumber'] as const).map(column => eb(`media.${column}`, 'ilike', pattern)))));
      const media = await found.orderBy('registeredAt', 'desc').orderBy('media.id').limit(pageSize).offset((page - 1) * pageSize).execute();
      const counted = found.clearSelect().select('media.id').limit(totalLimit);
      const { total } = await db.selectFrom(counted.as('counted')).select(sql<number>`count(*)::integer`.as('total')).executeTakeFirstOrThrow();
      return { items: await viewMedia(db, media), total };
    },
    'media.get': async ({ id }, context) => {
      const medium = await requireMedium(db, id);
      requireAllowed(requireSubject(context), 'media.get', mediumFacts(medium));
      return viewMedium(db, medium);
    },
  };
}

async function viewMedium(db: Db, medium: MediumRecord) {
  const [view] = await viewMedia(db, [medium]);
  if (!view) throw new Error('A medium has no view.');
  return view;
}
