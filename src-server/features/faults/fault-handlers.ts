import type { Handlers } from '#shared/contract/operation';
import type { faultOperations } from '#shared/contract/server/fault-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { addFaultReport, dropOldReports, listFaultReports } from './fault-repository.ts';

/** What went wrong at a scanner: told by whoever scans, read by the system administrator. Nothing of a file is in it. */
export function faultHandlers({ db, now }: Services): Handlers<typeof faultOperations, RequestContext> {
  return {
    'faults.report': async ({ id, report }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'faults.report');
      await db.transaction().execute(async tx => {
        const { terminalName, unitName } = subject;
        const isNew = await addFaultReport(tx, { id, reportedAt: now(), terminalName, unitName, report });
        if (!isNew) return;
        await dropOldReports(tx, terminalName, now());
        await recordEvent(tx, subject, { act: 'faults.report', object: report.scanner?.model ?? '' });
      });
      return {};
    },
    'faults.list': ({ page }, context) => {
      requireAllowed(requireSubject(context), 'faults.list');
      return listFaultReports(db, page);
    },
  };
}
