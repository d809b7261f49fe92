import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';
import type { Medium } from '#shared/domain/medium';
import { AppError } from '#shared/errors/app-error';
import type { Db, Schema } from '../../db/schema.ts';
import type { ResourceFacts } from '../authority/index.ts';

export type MediumRecord = Selectable<Schema['media']> & { readonly registeredByName: string };
type View = z.input<typeof Medium>;

export const mediumQuery = (db: Db): SelectQueryBuilder<Schema, 'media' | 'accounts', MediumRecord> =>
  db.selectFrom('media').innerJoin('accounts', 'accounts.id', 'media.registeredBy').selectAll('media').select('accounts.displayName as registeredByName');

export async function requireMedium(db: Db, id: string): Promise<MediumRecord> {
  const medium = await mediumQuery(db).where('media.id', '=', id).executeTakeFirst();
  if (!medium) throw new AppError('resource.not-found');
  return medium;
}

export function mediumFacts({ unitId, number }: Pick<MediumRecord, 'unitId' | 'number'>): ResourceFacts {
  return { managingUnitId: unitId, object: number };
}

/** With their moves and the batches read from them: two more statements, however many media. */
export async function viewMedia(db: Db, media: readonly MediumRecord[]): Promise<View[]> {
  if (media.length === 0) return [];
  const ids = media.map(({ id }) => id);
  const moves = await db.selectFrom('mediaMoves').innerJoin('accounts', 'accounts.id', 'recordedBy').selectAll('mediaMoves').select('displayName').where('mediumId', 'in', ids).orderBy('at').execute();
  const batches = await db.selectFrom('intakeBatches').select(['mediumId', 'number']).where('mediumId', 'in', ids).orderBy('number').execute();
  return media.map(medium => ({
    ...entryOf(medium),
    moves: moves
      .filter(({ mediumId }) => mediumId === medium.id)
      .map(({ toState: to, handedBy, receivedBy, witness, place, cabinet, note, at, displayName }) => ({ to, handedBy, receivedBy, witness, place, cabinet, note, at: at.toISOString(), recordedBy: displayName })),
    batchNumbers: batches.filter(({ mediumId }) => mediumId === medium.id).map(({ number }) => number),
  }));
}

function entryOf(medium: MediumRecord): Omit<View, 'moves' | 'batchNumbers'> {
  const { id, unitId, number, kind, serialNumber, capacity, contents, volumes, persons, contentsDigest, purpose, approvalNumber, state } = medium;
  return {
    ...{ id, unitId, number, kind, serialNumber, capacity, contents, volumes, persons, contentsDigest, purpose, approvalNumber, state },
    secrecy: { level: medium.secrecyLevel, years: medium.secrecyYears },
    registeredBy: medium.registeredByName,
    registeredAt: medium.registeredAt.toISOString(),
  };
}
