import type { deskPrintingOperations } from '#shared/contract/desktop-api';
import type { deviceEvents } from '#shared/contract/device-api';
import type { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import type { PrintJobId } from '#shared/domain/ids';
import { copySheet, type PrintJob, type PrintOptions, type PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
import { offerPrinters, requirePrinter } from './approved-printers.ts';
import { dropDocument, loadDocument } from './load-document.ts';
import { createPrintRegister, isFinal, type PrintRegister } from './print-register.ts';

export type Printing = {
  readonly handlers: Handlers<typeof deskPrintingOperations, unknown>;
  readonly takeProgress: (progress: z.output<(typeof deviceEvents)['print.progressed']>) => void;
  readonly reportLeftovers: PrintRegister['reportLeftovers'];
};

type PrintOrder = { readonly id: PrintJobId; readonly printerName: string; readonly options: PrintOptions };

export function createPrinting(services: CommonServices): Printing {
  const { session, devices, emit } = services;
  const register = createPrintRegister(services);
  session.onBegin(() => void register.reportLeftovers());
  return {
    handlers: {
      'printing.listPrinters': async () => {
        session.requireAccount();
        return { printers: await offerPrinters(services) };
      },
      'printing.print': async order => {
        session.requireAccount();
        return register.during(order.id, () => print(services, register, order));
      },
      'printing.cancel': async ({ id }) => {
        session.requireAccount();
        if (register.isActive(id)) await devices('printers.cancel', { printJobId: id });
        else await register.report(id, { state: 'cancelled', impressions: null, detail: '' });
        return {};
      },
    },
    takeProgress: ({ printJobId, state, reasons }) => {
      emit('print.progressed', { id: printJobId, state, reasons });
    },
    reportLeftovers: register.reportLeftovers,
  };
}

/**
 * A printer that is not there is refused while the job can still go to another one. From `printing.submitted` on every end,
 * also the terminal's own, is registered.
 */
async function print(services: CommonServices, register: PrintRegister, order: PrintOrder): Promise<PrintJob> {
  const { store, session } = services;
  await requirePrinter(services, order.printerName);
  await loadDocument(services, order.id);
  const accountId = session.requireAccount().id;
  await store.prints.save({ id: order.id, accountId, outcome: null, queued: null });
  const job = await submit(services, order);
  await store.prints.save({ id: order.id, accountId, outcome: null, queued: { printerName: order.printerName, title: job.registerNumber, copies: 1, pageCount: sheetsOf(job) } });
  const outcome = await printOnDevice(services, { order, job });
  const registered = await register.report(order.id, outcome.outcome);
  if (outcome.error) throw outcome.error;
  return registered;
}

async function submit(services: CommonServices, order: PrintOrder): Promise<PrintJob> {
  const { server, store } = services;
  try {
    return await server.call('printing.submitted', { id: order.id, printerName: order.printerName });
  } catch (error) {
    await dropDocument(services, order.id);
    // No paper has moved. An unclear answer stays on the list and is reported as failed later.
    if (isFinal(error)) await store.prints.remove(order.id);
    throw error;
  }
}

/** The document holds every copy, each with its own marks. One page a sheet: what is counted is sheets. */
const sheetsOf = ({ pageCount, copies }: PrintJob): number => pageCount * copies;

type Sheets = { readonly order: PrintOrder; readonly job: PrintJob };

/** The title is what the print queue shows to everybody: the register number, no names. */
async function printOnDevice({ devices }: CommonServices, { order, job }: Sheets): Promise<{ readonly outcome: PrintOutcome; readonly error?: AppError }> {
  try {
    const outcome = await devices('printers.print', {
      printJobId: order.id,
      printerName: order.printerName,
      title: job.registerNumber,
      copies: 1,
      pageCount: sheetsOf(job),
      ...copySheet,
      ...order.options,
      isDuplex: false,
    });
    return { outcome };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: { state: 'failed', impressions: null, detail: error.code }, error };
  }
}
