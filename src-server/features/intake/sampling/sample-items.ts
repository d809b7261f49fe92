import { sql, type Selectable } from 'kysely';
import type { z } from 'zod';
import type { SampleItem } from '#shared/domain/intake';
import type { StagedRow } from '#shared/domain/staged-volume';
import { AppError } from '#shared/errors/app-error';
import { columnsOf, keptPlan } from '../../../db/kept-plan.ts';
import type { Db, Schema } from '../../../db/schema.ts';
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

type ItemRow = Selectable<Schema['intakeSamples']> & Pick<Selectable<Schema['intakePackages']>, 'staged'> & { readonly packageNumber: number; readonly personName: string };

/** Without pages of the file of the one who asks and of his relatives: somebody else judges those. */
export async function listSample(db: Db, subject: Subject, batchId: string): Promise<Item[]> {
  const rows = await itemQuery(db).where('intakeSamples.batchId', '=', batchId).where(packagesAllowed(subject, 'intake.judge')).orderBy('position').execute();
  return rows.map(itemOf);
}

const sampleColumns = columnsOf<'intakeSamples'>('i', {
  ...({ id: true, batchId: true, packageId: true, pageId: true, classCode: true, sequence: true, number: true, widthPx: true, heightPx: true } as const),
  ...({ position: true, isPlaceRight: true, isPictureGood: true, note: true, judgedBy: true, judgedAt: true } as const),
});

/** Asked twice for each answer. */
export async function requireSampleItem(db: Db, batchId: string, id: string): Promise<Item> {
  const { rows: [row] } = await sql<ItemRow>`${keptPlan}
    select ${sampleColumns}, p.number as package_number, p.staged, coalesce(s.name, p.subject_name, '') as person_name
    from intake_samples i join intake_packages p on p.id = i.package_id left join persons s on s.id = p.person_id where i.id = ${id} and i.batch_id = ${batchId}`.execute(db);
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
