import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Services } from '../../../app/services.ts';
import { keptPlan } from '../../../db/kept-plan.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent, type Actor } from '../../audit/index.ts';
import { finishBatches } from '../batches/finish-batches.ts';
import { LeaseLost } from '../checking/package-queue.ts';
import { objectOf, secrecyOfPackage, type PackageRecord } from '../deliveries/delivery-repository.ts';
import { settleVerdict } from '../findings/finding-repository.ts';
import { planMaterials, type MaterialPlan } from './plan-materials.ts';
import { findOrCreatePerson, raiseSecrecy, type SubjectPerson } from './subject-person.ts';
import { writeMaterials } from './write-materials.ts';
import { takeVolume, type TakenVolume } from './take-volume.ts';

type Commit = { readonly record: PackageRecord; readonly owner: string };

/**
 * One package into its volume, in one transaction, in the name of whoever decided the batch. What cannot be filed as it is goes back;
 * a volume that has moved on since the check is checked again. The upload is left to whoever sweeps.
 */
export async function commitPackage(services: Services, { record, owner }: Commit): Promise<void> {
  const { db } = services;
  await db.transaction().execute(async tx => {
    const held = await tx.selectFrom('intakePackages').select('id').where('id', '=', record.id).where('leaseOwner', '=', owner).where('state', '=', 'accepting').forUpdate().modifyEnd(keptPlan).executeTakeFirst();
    if (!held) throw new LeaseLost();
    await commitHeld(services, tx, record);
  });
  await finishBatches(db, record.batchId);
}

async function commitHeld(services: Services, tx: Db, record: PackageRecord): Promise<void> {
  const decision = await tx
    .selectFrom('intakeBatches')
    .innerJoin('accounts', 'accounts.id', 'intakeBatches.decidedBy')
    .innerJoin('units', 'units.id', 'accounts.unitId')
    .select(['kind', 'accounts.id as accountId', 'accounts.displayName', 'units.name as unitName'])
    .where('intakeBatches.id', '=', record.batchId)
    .modifyEnd(keptPlan)
    .executeTakeFirstOrThrow();
  const actor: Actor = { ...decision, terminalName: '' };
  const plan = await planMaterials(tx, record);
  if ('obstacle' in plan) return giveBack(services, tx, { record, actor, reason: plan.obstacle });
  const person = await findOrCreatePerson(tx, record);
  if (!person) return giveBack(services, tx, { record, actor, reason: '无法确定人员（姓名、身份证号不全）' });
  const volume = await takeVolume(tx, { person, record, isLoose: decision.kind === 'loose', at: services.now() });
  if (volume === 'moved-on') return checkAgain(tx, { record, actor });
  await fileInto(services, tx, { record, actor, plan, volume, isLoose: decision.kind === 'loose', person });
}

type Filing = {
  readonly record: PackageRecord;
  readonly actor: Actor;
  readonly plan: MaterialPlan;
  readonly volume: TakenVolume;
  readonly isLoose: boolean;
  readonly person: SubjectPerson;
};

async function fileInto({ now }: Services, tx: Db, { record, actor, plan, volume, isLoose, person }: Filing): Promise<void> {
  const at = now();
  const version = volume.version + 1;
  await writeMaterials(tx, plan, { packageId: record.id, volumeId: volume.id, version, isLoose, filedBy: actor.accountId, at });
  if (!volume.isNew) await tx.updateTable('volumes').set({ version }).where('id', '=', volume.id).execute();
  // Whom the package itself brought has its secrecy from it.
  const raised = person.isNew ? [] : await raiseSecrecy(tx, person.id, secrecyOfPackage(record));
  await tx.updateTable('intakePackages').set({ state: 'accepted', endedAt: at, personId: person.id, volumeId: volume.id, leaseOwner: null, leaseUntil: null }).where('id', '=', record.id).modifyEnd(keptPlan).execute();
  await recordEvent(tx, actor, {
    act: 'intake.commit',
    object: person.archiveNumber,
    detail: `${objectOf(record)} materials=${String(plan.materials.length)} pages=${String(plan.pages)} version=${String(version)}`,
    personId: person.id,
    changes: [{ field: 'version', before: volume.isNew ? null : String(volume.version), after: String(version) }, ...raised],
  });
}

type Back = { readonly record: PackageRecord; readonly actor: Actor; readonly reason: string };

/** Its pages stay as with every package that was returned; why it came back stands among its findings, for the sheet. */
async function giveBack({ now }: Services, tx: Db, { record, actor, reason }: Back): Promise<void> {
  await addObstacle(tx, record, reason);
  await tx.updateTable('intakePackages').set({ state: 'returned', endedAt: now(), leaseOwner: null, leaseUntil: null }).where('id', '=', record.id).execute();
  await recordEvent(tx, actor, { act: 'intake.return', object: objectOf(record), result: 'failed', detail: `cannot be filed: ${reason}` });
}

async function addObstacle(tx: Db, { id: packageId, name }: PackageRecord, found: string): Promise<void> {
  const { last } = await tx.selectFrom('intakeFindings').select(sql<number>`coalesce(max(position), 0)`.as('last')).where('packageId', '=', packageId).executeTakeFirstOrThrow();
  const open = { overrideState: null, overrideReason: null, overrideBy: null, overrideAt: null, secondBy: null, secondAt: null };
  const nowhere = { classCode: null, sequence: null, page: null, pageId: null };
  await tx.insertInto('intakeFindings').values({ ...open, ...nowhere, id: randomUUID(), packageId, position: last + 1, rule: 'P01', variant: 'other', severity: 'block', path: name, expected: '', found }).execute();
  await settleVerdict(tx, packageId);
}

/** P05 will say what has changed; the batch is decided about this package once more. */
async function checkAgain(tx: Db, { record, actor }: Omit<Back, 'reason'>): Promise<void> {
  await tx.updateTable('intakePackages').set({ state: 'waiting', leaseOwner: null, leaseUntil: null, attempts: 0 }).where('id', '=', record.id).execute();
  await recordEvent(tx, actor, { act: 'intake.commit', object: objectOf(record), result: 'failed', detail: 'the volume has moved on: checked again' });
}
