import { randomUUID } from 'node:crypto';
import type { Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { lockBatch } from '../batches/batch-repository.ts';
import { objectOf, type PackageRecord } from '../deliveries/delivery-repository.ts';
import { newPackage, nextPackageNumber } from '../deliveries/offer-package.ts';
import { machine } from './machine.ts';
import { LeaseLost } from './package-queue.ts';

type Split = { readonly record: PackageRecord; readonly owner: string; readonly roots: readonly string[] };

/** Several volumes in one upload become as many packages of it, all at once and once only; the bytes are shared out among them. */
export async function splitPackage({ db, now }: Services, { record, owner, roots }: Split): Promise<void> {
  const { id, batchId, name, uploadId, digest, idempotencyKey, offeredBy } = record;
  const share = Math.floor(Number(record.bytes) / roots.length);
  await db.transaction().execute(async tx => {
    await lockBatch(tx, batchId);
    const [first = '', ...others] = roots;
    const ownBytes = Number(record.bytes) - share * others.length;
    const split = await tx
      .updateTable('intakePackages')
      .set({ root: first, name: nameOf(name, first), bytes: String(ownBytes), state: 'waiting', leaseOwner: null, leaseUntil: null, attempts: 0 })
      .where('id', '=', id)
      .where('leaseOwner', '=', owner)
      .where('root', '=', '')
      .returning('id')
      .executeTakeFirst();
    if (!split) throw new LeaseLost();
    const from = await nextPackageNumber(tx, batchId);
    const rows = others.map((root, index) => ({ ...newPackage, id: randomUUID(), batchId, root, name: nameOf(name, root), uploadId, digest, idempotencyKey, number: from + index, bytes: String(share), offeredBy, offeredAt: now() }));
    for (let start = 0; start < rows.length; start += 500) await tx.insertInto('intakePackages').values(rows.slice(start, start + 500)).execute();
    await recordEvent(tx, await machine(tx, record.batchUnitId), { act: 'intake.check', object: objectOf(record), detail: `volumes=${String(roots.length)} numbers=${String(from)}-${String(from + others.length - 1)}` });
  });
}

function nameOf(name: string, root: string): string {
  return `${name}/${root.replace(/\/$/, '')}`.slice(0, 200);
}
