import type { AccountId, PrintJobId } from '#shared/domain/ids';
import type { PrintJob, PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { CommonServices } from '../../app/services.ts';
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

export function createPrintRegister(services: CommonServices): PrintRegister {
  const { server, store, session } = services;
  const active = new Set<PrintJobId>();

  const reportFor = async (id: PrintJobId, accountId: AccountId, outcome: PrintOutcome): Promise<PrintJob> => {
    await store.prints.save({ id, accountId, outcome, queued: null });
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
  const during: PrintRegister['during'] = async (id, work) => {
    if (active.has(id)) throw new AppError('print.state-conflict');
    active.add(id);
    try {
      return await work();
    } finally {
      active.delete(id);
    }
  };
  const reportLeftover = async (print: UnreportedPrint): Promise<void> => {
    const { id, accountId, outcome } = print;
    if (active.has(id)) return;
    await during(id, async () => reportFor(id, accountId, outcome ?? (await resumeJob(services, print)))).catch((error: unknown) => {
      services.log.warn('print outcome not taken', { printJobId: id, code: error instanceof AppError ? error.code : services.reportBug(error) });
    });
  };
  return {
    isActive: id => active.has(id),
    during,
    report: (id, outcome) => reportFor(id, session.requireAccount().id, outcome),
    // One that still waits for paper does not keep the others waiting.
    reportLeftovers: async () => {
      const accountId = session.signedIn()?.account.id;
      await Promise.all((await store.prints.list()).filter(print => print.accountId === accountId).map(reportLeftover));
    },
  };
}

/** CUPS went on printing while the program was gone: what became of the job is what it says, as long as it still knows it. */
async function resumeJob({ devices }: CommonServices, { id, queued }: UnreportedPrint): Promise<PrintOutcome> {
  if (queued === null) return terminalStopped;
  return (await devices('printers.resume', { printJobId: id, ...queued })).outcome ?? terminalStopped;
}

const finalCodes: readonly string[] = ['print.state-conflict', 'resource.not-found'];

export function isFinal(error: unknown): boolean {
  return error instanceof AppError && finalCodes.includes(error.code);
}
