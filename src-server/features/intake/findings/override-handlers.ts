import type { Handlers } from '#shared/contract/operation';
import type { intakeOperations } from '#shared/contract/server/intake-operations';
import type { RequestContext, Services } from '../../../app/services.ts';
import { requireSubject } from '../../authority/index.ts';
import { requirePackage } from '../deliveries/delivery-repository.ts';
import { reportOf } from '../deliveries/package-report.ts';
import { decideOverride, overrideFindings } from './override-findings.ts';

type OverrideHandlers = Pick<Handlers<typeof intakeOperations, RequestContext>, 'intake.override' | 'intake.decideOverride'>;

export function overrideHandlers(services: Services): OverrideHandlers {
  return {
    'intake.override': async (proposal, context) => {
      const subject = requireSubject(context);
      await overrideFindings(services, subject, proposal);
      return reportOf(services, subject, await requirePackage(services.db, proposal.packageId));
    },
    'intake.decideOverride': async (decision, context) => {
      const subject = requireSubject(context);
      await decideOverride(services, subject, decision);
      return reportOf(services, subject, await requirePackage(services.db, decision.packageId));
    },
  };
}
