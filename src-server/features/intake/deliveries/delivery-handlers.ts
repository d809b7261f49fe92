import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import type { RequestContext, Services } from '../../../app/services.ts';
import { requireAllowed, requireSubject } from '../../authority/index.ts';
import { batchFacts, requireBatch } from '../batches/batch-repository.ts';
import { packageFacts, requirePackage, summaryOf } from './delivery-repository.ts';
import { removeEndedUploads } from './ended-uploads.ts';
import { listPackages } from './list-packages.ts';
import { offerPackage, withdrawPackage } from './offer-package.ts';
import { reportOf } from './package-report.ts';
import { recordOpening } from './record-opening.ts';

type DeliveryHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.offerPackage' | 'intake.withdrawPackage' | 'intake.listPackages' | 'intake.listWithdrawn' | 'intake.getPackage'>;

export function deliveryHandlers(services: Services): DeliveryHandlers {
  const { db, intakeBell } = services;
  return {
    'intake.offerPackage': async (offer, context) => {
      const offered = await offerPackage(services, requireSubject(context), offer);
      intakeBell.ring();
      return summaryOf(offered);
    },
    'intake.withdrawPackage': async (withdrawal, context) => {
      const withdrawn = await withdrawPackage(services, requireSubject(context), withdrawal);
      await removeEndedUploads(services);
      return summaryOf(withdrawn);
    },
    'intake.listPackages': async (query, context) => {
      const subject = requireSubject(context);
      const batch = await requireBatch(db, query.batchId);
      requireAllowed(subject, 'intake.listPackages', batchFacts(batch));
      const { items, total } = await listPackages(db, subject, query);
      return { items: items.map(summaryOf), total };
    },
    'intake.listWithdrawn': async ({ batchId }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'intake.listWithdrawn', batchFacts(await requireBatch(db, batchId)));
      const packages = await db.selectFrom('intakePackages').select(['id', 'idempotencyKey']).where('batchId', '=', batchId).where('state', '=', 'withdrawn').orderBy('number').execute();
      return { packages };
    },
    'intake.getPackage': async ({ id }, context) => {
      const subject = requireSubject(context);
      const record = await requirePackage(db, id);
      requireAllowed(subject, 'intake.getPackage', packageFacts(record, subject));
      await recordOpening(services, subject, record);
      return reportOf(services, subject, record);
    },
  };
}
