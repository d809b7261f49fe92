import type { z } from 'zod';
import type { PackageReport } from '#shared/domain/intake';
import type { Services } from '../../../app/services.ts';
import type { Subject } from '../../authority/index.ts';
import { listFindings } from '../findings/finding-repository.ts';
import { compareDeliveries } from './compare-deliveries.ts';
import { deliveredCatalogue } from './delivered-catalogue.ts';
import { summaryOf, type PackageRecord } from './delivery-repository.ts';
import { findPresentVolume } from './present-volume.ts';

/** All that is known about a package: what it brings, what stands, what was found, what changed since the delivery that was returned. */
export async function reportOf({ db }: Services, subject: Subject, record: PackageRecord): Promise<z.input<typeof PackageReport>> {
  const { state } = await db.selectFrom('intakeBatches').select('state').where('id', '=', record.batchId).executeTakeFirstOrThrow();
  const present = record.personId === null ? null : await findPresentVolume(db, record.personId);
  return {
    ...summaryOf(record),
    batchId: record.batchId,
    batchNumber: record.batchNumber,
    batchState: state,
    volumeId: record.volumeId,
    present: present && { version: present.version, materials: present.materials, pages: present.pages },
    catalogue: await deliveredCatalogue(db, record),
    findings: await listFindings(db, subject, record),
    comparison: await compareDeliveries(db, record),
  };
}
