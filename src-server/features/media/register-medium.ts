import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { mediaOperations } from '#shared/contract/server/intake-operations';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { requireMedium, type MediumRecord } from './medium-repository.ts';

type NewMedium = z.output<(typeof mediaOperations)['media.register']['input']>;

/** One entry for each carrier, by its own number within the unit; the same command again answers with the entry it made. */
export async function registerMedium({ db, now }: Services, subject: Subject, { secrecy, ...entry }: NewMedium): Promise<MediumRecord> {
  requireAllowed(subject, 'media.register');
  return db.transaction().execute(async tx => {
    const known = await findByKey(tx, subject, entry.idempotencyKey);
    if (known) return known;
    const { unitId, accountId: registeredBy } = subject;
    const made = await tx
      .insertInto('media')
      .values({ ...entry, id: randomUUID(), unitId, registeredBy, registeredAt: now(), state: 'registered', secrecyLevel: secrecy.level, secrecyYears: secrecy.years })
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) {
      const twin = await findByKey(tx, subject, entry.idempotencyKey);
      if (twin) return twin;
      throw new AppError('medium.number-taken', { number: entry.number });
    }
    await recordEvent(tx, subject, { act: 'media.register', object: entry.number, detail: `${entry.kind} ${secrecy.level} approval=${entry.approvalNumber} volumes=${String(entry.volumes)} persons=${String(entry.persons)}` });
    return requireMedium(tx, made.id);
  });
}

async function findByKey(tx: Db, { accountId }: Subject, idempotencyKey: string): Promise<MediumRecord | undefined> {
  const known = await tx.selectFrom('media').select(['id', 'registeredBy']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (!known) return undefined;
  if (known.registeredBy !== accountId) throw new AppError('record.changed');
  return requireMedium(tx, known.id);
}
