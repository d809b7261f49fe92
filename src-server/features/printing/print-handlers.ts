import type { Handlers } from '#shared/contract/operation';
import type { printingOperations } from '#shared/contract/server/printing-operations';
import type { RequestContext, Services } from '../../app/services.ts';
import { requireSubject } from '../authority/index.ts';
import { confirmGood } from './confirm-good.ts';
import { finishPrint, submitPrint } from './move-print.ts';
import { preparePrint } from './prepare-print.ts';
import { toPrintJob } from './print-repository.ts';

/** Every copy from its number to its outcome, by whoever makes it. The sheets go through `composePrint`. */
export function printingHandlers(services: Services): Handlers<typeof printingOperations, RequestContext> {
  return {
    'printing.prepare': async (preparation, context) => toPrintJob(await preparePrint(services, requireSubject(context), preparation)),
    'printing.submitted': async (submission, context) => toPrintJob(await submitPrint(services, requireSubject(context), submission)),
    'printing.finished': async (outcome, context) => toPrintJob(await finishPrint(services, requireSubject(context), outcome)),
    'printing.confirmGood': async (count, context) => toPrintJob(await confirmGood(services, requireSubject(context), count)),
  };
}
