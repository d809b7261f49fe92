import type { z } from 'zod';
import type { AuditEvent } from '#shared/domain/audit-event';
import type { AuditEventDetail } from '#shared/domain/oversight';
import { readPayload } from '#shared/proof/audit-record';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { eventsOf, presentEvent } from './event-search.ts';

/** How many rows before and after are shown with one. */
const reach = 4;

export async function requireEvent(db: Db, sequence: number): Promise<{ event: z.input<typeof AuditEventDetail>; neighbours: z.input<typeof AuditEvent>[] }> {
  const row = await eventsOf(db)
    .leftJoin('persons', 'persons.id', 'auditEvents.personId')
    .select(['payload', 'hash', 'terminalId', 'persons.archiveNumber'])
    .where('sequence', '=', String(sequence))
    .executeTakeFirst();
  if (!row) throw new AppError('resource.not-found');
  const around = await eventsOf(db)
    .where('sequence', '>=', String(sequence - reach))
    .where('sequence', '<=', String(sequence + reach))
    .where('sequence', '<>', String(sequence))
    .orderBy('sequence', 'desc')
    .execute();
  const { payload, hash, terminalId, archiveNumber, ...event } = row;
  const changes = readPayload(payload.toString('utf8'))?.changes ?? [];
  return { event: { ...presentEvent(event), terminalId, archiveNumber, changes, hash: hash.toString('hex') }, neighbours: around.map(presentEvent) };
}
