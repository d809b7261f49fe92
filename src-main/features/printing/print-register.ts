import type { PrintJobId } from '#shared/domain/ids';
import type { PrintJob, PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { UnreportedPrint } from '../../store/index.ts';

/** The outcome of a print is owed to the data centre: kept at the terminal until it has been taken. */
export type PrintRegister = {
  readonly isActive: (id: PrintJobId) => boolean;
  /** Marks the job as under way while the work runs. */
  readonly during: <Result>(id: PrintJobId, work: () => Promise<Result>) => Promise<Result>;
  readonly report: (id: PrintJobId, outcome: PrintOutcome) => Promise<PrintJob>;
  /** Reports what earlier runs of the person who is signed in left behind. */
  readonly reportLeftovers: () => Promise<void>;
};

const terminalStopped: PrintOutcome = { state: 'failed', impressions: null, detail: 'terminal stopped' };

export function createPrintRegister(services: TerminalServices): PrintRegister {
  const { server, store, session } = services;
  const active = new Set<PrintJobId>();

  const report = async (id: PrintJobId, outcome: PrintOutcome): Promise<PrintJob> => {
    await store.prints.save({ id, accountId: session.requireAccount().id, outcome });
    try {
      const job = await server.call('printing.finished', { id, ...outcome });
      await store.prints.remove(id);
      return job;
    } catch (error) {
      // Refused for good (dealt with already): there is nothing left to report.
      if (isFinal(error)) await store.prints.remove(id);
      throw error;
    }
  };
  const reportLeftover = async ({ id, outcome }: UnreportedPrint): Promise<void> => {
    if (active.has(id)) return;
    await report(id, outcome ?? terminalStopped).catch((error: unknown) => {
      services.log.warn('print outcome not taken', { printJobId: id, code: error instanceof AppError ? error.code : services.reportBug(error) });
    });
  };
  return {
    isActive: id => active.has(id),
    during: async (id, work) => {
      if (active.has(id)) throw new AppError('print.state-conflict');
      active.add(id);
      try {
        return await work();
      } finally {
        active.delete(id);
      }
    },
    report,
    reportLeftovers: async () => {
      const accountId = session.signedIn()?.account.id;
      for (const print of await store.prints.list()) if (print.accountId === accountId) await reportLeftover(print);
    },
  };
}

const finalCodes: readonly string[] = ['print.state-conflict', 'resource.not-found'];

export function isFinal(error: unknown): boolean {
  return error instanceof AppError && finalCodes.includes(error.code);
}
