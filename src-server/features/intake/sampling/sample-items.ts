import { sql } from 'kysely';
import type { z } from 'zod';
import type { SampleItem } from '#shared/domain/intake';
import type { StagedRow } from '#shared/domain/staged-volume';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../../db/schema.ts';
import type { Subject } from '../../authority/index.ts';
import { packagesAllowed } from '../deliveries/delivery-repository.ts';

type Item = z.input<typeof SampleItem>;

const itemQuery = (db: Db) =>
  db
    .selectFrom('intakeSamples')
    .innerJoin('intakePackages', 'intakePackages.id', 'intakeSamples.packageId')
    .innerJoin('intakeBatches', 'intakeBatches.id', 'intakePackages.batchId')
    .leftJoin('persons', 'persons.id', 'intakePackages.personId')
    .selectAll('intakeSamples')
    .select(['intakePackages.number as packageNumber', 'intakePackages.staged', sql<string>`coalesce(persons.name, intake_packages.subject_name, '')`.as('personName')]);

type ItemRow = Awaited<ReturnType<ReturnType<typeof itemQuery>['executeTakeFirstOrThrow']>>;

/** Without pages of the file of the one who asks and of his relatives: somebody else judges those. */
export async function listSample(db: Db, subject: Subject, batchId: string): Promise<Item[]> {
  const rows = await itemQuery(db).where('intakeSamples.batchId', '=', batchId).where(packagesAllowed(subject, 'intake.judge')).orderBy('position').execute();
  return rows.map(itemOf);
}

export async function requireSampleItem(db: Db, batchId: string, id: string): Promise<Item> {
  const row = await itemQuery(db).where('intakeSamples.id', '=', id).where('intakeSamples.batchId', '=', batchId).executeTakeFirst();
  if (!row) throw new AppError('resource.not-found');
  return itemOf(row);
}

function itemOf(row: ItemRow): Item {
  const { id, position, packageId, packageNumber, personName, pageId, number, widthPx, heightPx, isPlaceRight, isPictureGood, note, classCode, sequence } = row;
  const { name = '', formedOn = '', pageCount = null, remark = '' } = row.staged?.rows.find(isAt(row)) ?? {};
  return {
    ...{ id, position, packageId, packageNumber, personName, isPlaceRight, isPictureGood, note },
    page: { id: pageId, number, widthPx, heightPx },
    row: { classCode, sequence, name, formedOn, pageCount, remark: remark.slice(0, 200) },
  };
}

function isAt(place: Pick<ItemRow, 'classCode' | 'sequence'>): (row: StagedRow) => boolean {
  return ({ classCode, sequence }) => classCode === place.classCode && sequence === place.sequence;
}
