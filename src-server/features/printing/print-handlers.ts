import type { Handlers } from '#shared/contract/operation';
import type { printingOperations } from '#shared/contract/server/printing-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireSubject } from '../authority/index.ts';
import { countSheets, finishPrint, submitPrint } from './move-print.ts';
import { preparePrint } from './prepare-print.ts';
import { toPrintJob } from './print-repository.ts';

/** The print register: every copy from its number to its outcome. The sheets go through `composePrint`. */
export function printingHandlers(services: Services): Handlers<typeof printingOperations, RequestContext> {
  return {
    'printing.prepare': async (preparation, context) => toPrintJob(await preparePrint(services, requireSubject(context), preparation)),
    'printing.submitted': async (submission, context) => toPrintJob(await submitPrint(services, requireSubject(context), submission)),
    'printing.finished': async (outcome, context) => toPrintJob(await finishPrint(services, requireSubject(context), outcome)),
    'printing.countSheets': async (count, context) => toPrintJob(await countSheets(services, requireSubject(context), count)),
  };
}
