import type { z } from 'zod';
import type { AuditEvent } from '#shared/domain/audit-event';
import type { AuditEventDetail } from '#shared/domain/oversight';
import { readPayload } from '#shared/proof/audit-record';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { listAround } from './event-search.ts';

/** How many rows before and after are shown with one. */
const reach = 4;

export async function requireEvent(db: Db, sequence: number): Promise<{ event: z.input<typeof AuditEventDetail>; neighbours: z.input<typeof AuditEvent>[] }> {
  const rest = await db
    .selectFrom('auditEvents')
    .leftJoin('persons', 'persons.id', 'auditEvents.personId')
    .select(['payload', 'hash', 'terminalId', 'persons.archiveNumber'])
    .where('sequence', '=', String(sequence))
    .executeTakeFirst();
  const around = await listAround(db, sequence, reach);
  const event = around.find(row => row.sequence === sequence);
  if (!rest || !event) throw new AppError('resource.not-found');
  const { payload, hash, terminalId, archiveNumber } = rest;
  const changes = readPayload(payload.toString('utf8'))?.changes ?? [];
  return { event: { ...event, terminalId, archiveNumber, changes, hash: hash.toString('hex') }, neighbours: around.filter(row => row !== event) };
}
