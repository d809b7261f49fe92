import { deskDeviceApi } from '#shared/contract/desk-device-api';
import type { DeviceEvents } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import { PrintJobId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import { createLoadedDocuments } from './loaded-documents.ts';
import type { CupsPrinter, PrintDocument } from './drivers/cups-printer.ts';

const { 'printers.list': list, 'printers.load': load, 'printers.print': print, 'printers.resume': resume, 'printers.cancel': cancel } = deskDeviceApi;
export const printOperations = { 'printers.list': list, 'printers.load': load, 'printers.print': print, 'printers.resume': resume, 'printers.cancel': cancel };

export type PrintService = {
  readonly handlers: Handlers<typeof printOperations, unknown>;
  readonly stop: () => Promise<void>;
};

/** As many as a person can press while one document is on its way. */
const mostEarlyCancels = 100;

/** Follows each print to its end and tells what happens on the way. */
export function createPrintService(cups: CupsPrinter, emit: Emit<DeviceEvents>): PrintService {
  const running = new Map<string, AbortController>();
  /** Stopped while their document was still being fetched: they never begin. */
  const cancelledEarly = new Set<string>();
  const loaded = createLoadedDocuments();

  /** One follower for each job; what it hears is told while it lasts. */
  const following = async <Result>(printJobId: string, work: (onProgress: PrintDocument['onProgress'], signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    if (running.has(printJobId)) throw new AppError('print.state-conflict');
    const controller = new AbortController();
    running.set(printJobId, controller);
    if (cancelledEarly.delete(printJobId)) controller.abort();
    try {
      return await work((state, reasons) => { emit('print.progressed', { printJobId: PrintJobId.parse(printJobId), state, reasons }); }, controller.signal);
    } finally {
      running.delete(printJobId);
    }
  };

  return {
    handlers: {
      'printers.list': async () => ({ printers: await cups.listPrinters() }),
      'printers.load': piece => {
        loaded.add(piece);
        return Promise.resolve({});
      },
      'printers.print': ({ printJobId, printerName, pdf = loaded.take(printJobId), ...document }) =>
        following(printJobId, (onProgress, signal) => cups.print({ ...document, pdf, printer: printerName, onProgress }, signal)),
      'printers.resume': ({ printJobId, printerName, ...job }) =>
        following(printJobId, async (onProgress, signal) => ({ outcome: (await cups.resume({ ...job, printer: printerName, onProgress }, signal)) ?? null })),
      'printers.cancel': ({ printJobId }) => {
        const controller = running.get(printJobId);
        if (controller) controller.abort();
        else cancelledEarly.add(printJobId);
        for (const oldest of [...cancelledEarly].slice(0, -mostEarlyCancels)) cancelledEarly.delete(oldest);
        return Promise.resolve({});
      },
    },
    // A job that CUPS has taken goes on without us.
    stop: () => Promise.resolve(),
  };
}
