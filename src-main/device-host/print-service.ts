import { deviceApi, type DeviceApi, type DeviceEvents } from '#shared/contract/device-api';
import type { Emit, Handlers } from '#shared/contract/operation';
import { AppError } from '#shared/errors/app-error';
import type { CupsPrinter } from './drivers/cups-printer.ts';

const { 'printers.list': list, 'printers.print': print, 'printers.cancel': cancel } = deviceApi;
export const printOperations = { 'printers.list': list, 'printers.print': print, 'printers.cancel': cancel } satisfies Partial<DeviceApi>;

export type PrintService = {
  readonly handlers: Handlers<typeof printOperations, unknown>;
  readonly stop: () => Promise<void>;
};

/** Follows each print to its end and tells what happens on the way. */
export function createPrintService(cups: CupsPrinter, emit: Emit<DeviceEvents>): PrintService {
  const running = new Map<string, AbortController>();

  return {
    handlers: {
      'printers.list': async () => ({ printers: await cups.listPrinters() }),
      'printers.print': async ({ printJobId, printerName, ...document }) => {
        if (running.has(printJobId)) throw new AppError('print.state-conflict');
        const controller = new AbortController();
        running.set(printJobId, controller);
        const onProgress = (state: string, reasons: readonly string[]): void => {
          emit('print.progressed', { printJobId, state, reasons });
        };
        try {
          return await cups.print({ ...document, printer: printerName, onProgress }, controller.signal);
        } finally {
          running.delete(printJobId);
        }
      },
      'printers.cancel': ({ printJobId }) => {
        running.get(printJobId)?.abort();
        return Promise.resolve({});
      },
    },
    // A job that CUPS has taken goes on without us.
    stop: () => Promise.resolve(),
  };
}
