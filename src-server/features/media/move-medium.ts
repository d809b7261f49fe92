import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { mediaOperations } from '#shared/contract/server/intake-operations';
import { mediumMoves } from '#shared/domain/medium';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { mediumFacts, requireMedium, type MediumRecord } from './medium-repository.ts';

type Move = z.output<(typeof mediaOperations)['media.move']['input']>;

/** 交接: along `mediumMoves` only, and not while a batch is still being read from it. */
export async function moveMedium({ db, now }: Services, subject: Subject, { id, to, ...move }: Move): Promise<MediumRecord> {
  const before = await requireMedium(db, id);
  requireAllowed(subject, 'media.move', mediumFacts(before));
  return db.transaction().execute(async tx => {
    const { state } = await tx.selectFrom('media').select('state').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
    if (!mediumMoves[state].includes(to)) throw new AppError('medium.state-conflict', { state });
    if (state === 'received') await requireNotRead(tx, id);
    await tx.updateTable('media').set({ state: to }).where('id', '=', id).execute();
    await tx.insertInto('mediaMoves').values({ ...move, id: randomUUID(), mediumId: id, toState: to, at: now(), recordedBy: subject.accountId }).execute();
    const detail = [`handed=${move.handedBy}`, `received=${move.receivedBy}`, `witness=${move.witness}`, move.place, move.cabinet].filter(part => part !== '').join(' ');
    await recordEvent(tx, subject, { act: 'media.move', object: before.number, detail, changes: [{ field: 'state', before: state, after: to }] });
    return requireMedium(tx, id);
  });
}

async function requireNotRead(tx: Db, mediumId: string): Promise<void> {
  const batch = await tx.selectFrom('intakeBatches').select('number').where('mediumId', '=', mediumId).where('state', '=', 'open').orderBy('number').limit(1).executeTakeFirst();
  if (batch) throw new AppError('medium.being-read', { batch: batch.number });
}
