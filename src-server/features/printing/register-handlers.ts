import type { Handlers } from '#shared/contract/operation';
import type { printRegisterOperations } from '#shared/contract/server/printing-operations';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireAllowed, requireSubject } from '../authority/index.ts';
import { checkCopies, destroyWaste, endCopy, handOverCopy } from './copy-acts.ts';
import { countPrintTodos, listPrintJobs, printFacts, requirePrintJob, toPrintJob } from './print-repository.ts';
import { readEntry } from './read-entry.ts';

/** 打印登记: what was made, where each copy went, and what waits. */
export function printRegisterHandlers(services: Services): Handlers<typeof printRegisterOperations, RequestContext> {
  const { db, now } = services;
  const today = (): string => formatSiteMinute(now()).slice(0, 10);
  return {
    'printing.list': async (search, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'printing.list');
      const { items, total } = await listPrintJobs(db, subject, { ...search, today: today() });
      return { items: items.map(toPrintJob), total };
    },
    'printing.reminders': async (_input, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'printing.reminders');
      return countPrintTodos(db, subject, today());
    },
    'printing.get': async ({ id }, context) => {
      const subject = requireSubject(context);
      requireAllowed(subject, 'printing.get', printFacts(await requirePrintJob(db, id)));
      return readEntry(db, subject, id);
    },
    'printing.check': async (check, context) => {
      const subject = requireSubject(context);
      await checkCopies(services, subject, check);
      return readEntry(db, subject, check.id);
    },
    'printing.handOver': async (handOver, context) => {
      const subject = requireSubject(context);
      await handOverCopy(services, subject, handOver);
      return readEntry(db, subject, handOver.id);
    },
    'printing.endCopy': async (ending, context) => {
      const subject = requireSubject(context);
      await endCopy(services, subject, ending);
      return readEntry(db, subject, ending.id);
    },
    'printing.destroyWaste': async (waste, context) => {
      const subject = requireSubject(context);
      await destroyWaste(services, subject, waste);
      return readEntry(db, subject, waste.id);
    },
  };
}
