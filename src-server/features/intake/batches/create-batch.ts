import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import { formatSiteDay } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../../app/services.ts';
import { nextNumber } from '../../../db/next-number.ts';
import type { Db } from '../../../db/schema.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { findLatestMapping } from '../policies/mapping-repository.ts';
import { findLatestPolicy } from '../policies/policy-repository.ts';
import { requireBatch, type BatchRecord } from './batch-repository.ts';

type NewBatch = z.output<(typeof intakeOperations)['intake.createBatch']['input']>;

/** The same key again answers with what the first one made. What comes on a medium is refused without its entry in the register. */
export async function createBatch({ db, now }: Services, subject: Subject, { secrecy, ...given }: NewBatch): Promise<BatchRecord> {
  requireAllowed(subject, 'intake.createBatch');
  return db.transaction().execute(async tx => {
    const known = await findByKey(tx, subject, given.idempotencyKey);
    if (known) return known;
    if (given.mediumId !== null) await requireReceivedMedium(tx, subject.unitId, given.mediumId);
    const [id, createdAt] = [randomUUID(), now()];
    const number = await nextBatchNumber(tx, createdAt);
    // After the number, whose series lines up commands that arrive together.
    const twin = await findByKey(tx, subject, given.idempotencyKey);
    if (twin) return twin;
    const mapping = await requireMapping(tx, subject.unitId, given.mappingName);
    const policyVersion = (await findLatestPolicy(tx, subject.unitId))?.version ?? 0;
    await tx
      .insertInto('intakeBatches')
      .values({
        ...given,
        ...{ id, number, unitId: subject.unitId, secrecyLevel: secrecy.level, secrecyYears: secrecy.years, state: 'open', policyVersion, createdBy: subject.accountId, createdAt },
        ...{ mappingVersion: mapping.version, closedAt: null, decidedBy: null, decidedAt: null, sampleSeed: null },
      })
      .execute();
    await recordEvent(tx, subject, { act: 'intake.createBatch', object: number, detail: `${given.kind} approval=${given.approvalNumber} policy=${String(policyVersion)}${mapping.detail}` });
    return requireBatch(tx, id);
  });
}

async function findByKey(tx: Db, { accountId }: Subject, idempotencyKey: string): Promise<BatchRecord | undefined> {
  const known = await tx.selectFrom('intakeBatches').select(['id', 'createdBy']).where('idempotencyKey', '=', idempotencyKey).executeTakeFirst();
  if (!known) return undefined;
  if (known.createdBy !== accountId) throw new AppError('record.changed');
  return requireBatch(tx, known.id);
}

async function requireMapping(tx: Db, unitId: string, name: string | null): Promise<{ readonly version: number | null; readonly detail: string }> {
  if (name === null) return { version: null, detail: '' };
  const found = await findLatestMapping(tx, unitId, name);
  if (!found) throw new AppError('resource.not-found');
  return { version: found.version, detail: ` mapping=${name}/${String(found.version)}` };
}

/** Locked for reading: it is not given back while a batch begins to be read from it. */
export async function requireReceivedMedium(tx: Db, unitId: string, mediumId: string): Promise<void> {
  const medium = await tx.selectFrom('media').select(['state', 'unitId']).where('id', '=', mediumId).forUpdate().executeTakeFirst();
  if (medium?.unitId !== unitId) throw new AppError('resource.not-found');
  if (medium.state !== 'received') throw new AppError('medium.not-received', { state: medium.state });
}

/** `JS-2026-0012`: 接收, year, number of the year. */
async function nextBatchNumber(tx: Db, at: Date): Promise<string> {
  const year = formatSiteDay(at).slice(0, 4);
  return `JS-${year}-${String(await nextNumber(tx, `intake:${year}`)).padStart(4, '0')}`;
}
