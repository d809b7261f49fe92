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
      requireAllowed(requireSubject(context), 'printing.get', printFacts(await requirePrintJob(db, id)));
      return readEntry(db, id);
    },
    'printing.check': async (check, context) => {
      await checkCopies(services, requireSubject(context), check);
      return readEntry(db, check.id);
    },
    'printing.handOver': async (handOver, context) => {
      await handOverCopy(services, requireSubject(context), handOver);
      return readEntry(db, handOver.id);
    },
    'printing.endCopy': async (ending, context) => {
      await endCopy(services, requireSubject(context), ending);
      return readEntry(db, ending.id);
    },
    'printing.destroyWaste': async (waste, context) => {
      await destroyWaste(services, requireSubject(context), waste);
      return readEntry(db, waste.id);
    },
  };
}
