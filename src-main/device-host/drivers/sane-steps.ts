import type { ScanStep } from '#shared/domain/scan-fault';
import type { OpenStep, StepLog } from '../step-log.ts';
import { duringStep } from './during-step.ts';
import type { SaneAddon, SaneFrame, SaneScanner } from './sane-addon.ts';
import { statusOf } from './sane-errors.ts';

const during = <Result>(step: OpenStep, work: () => Promise<Result>): Promise<Result> => duringStep(step, work, error => statusOf(error) ?? 'failed');

/** The same addon, with each call of the driver told as a step before it is made. */
export function tellSteps(addon: SaneAddon, steps: StepLog): SaneAddon {
  return {
    listDevices: () => during(steps.begin('list', { scannerId: '', side: 0 }), () => addon.listDevices()),
    openScanner: async name => {
      const scanner = await during(steps.begin('open', { scannerId: name, side: 0 }), () => addon.openScanner(name));
      return tellScannerSteps(scanner, name, steps);
    },
  };
}

function tellScannerSteps(scanner: SaneScanner, scannerId: string, steps: StepLog): SaneScanner {
  let side = 0;
  let previous: SaneFrame | undefined;
  let reading: OpenStep | undefined;
  let cancelling: OpenStep | undefined;
  const begin = (step: ScanStep): OpenStep => steps.begin(step, { scannerId, side });
  /** Whatever was under way has come back from the driver. */
  const settle = <T>(work: Promise<T>): Promise<T> =>
    work.finally(() => {
      cancelling?.end('good');
      cancelling = undefined;
    });

  return {
    options: () => settle(during(begin('prepare'), () => scanner.options())),
    set: (index, value) => settle(during(begin('prepare'), () => scanner.set(index, value))),
    start: async () => {
      const before = side;
      // The colours of a three-pass scanner are frames of one side.
      if (previous?.isLast !== false) side += 1;
      try {
        previous = await settle(during(begin(side === 1 ? 'warm-up' : 'start'), () => scanner.start()));
        return previous;
      } catch (error) {
        // The side has not come; whatever is tried next is the same one.
        side = before;
        throw error;
      }
    },
    // All the reads of a frame are one step, with a sign for each that gave something.
    read: async () => {
      const step = (reading ??= begin('read'));
      try {
        const rows = await settle(scanner.read());
        if (rows !== null) step.sign();
        else step.end('good');
        if (rows === null) reading = undefined;
        return rows;
      } catch (error) {
        step.end(statusOf(error) ?? 'failed');
        reading = undefined;
        throw error;
      }
    },
    cancel: () => {
      cancelling ??= begin('cancel');
      scanner.cancel();
    },
    close: async () => {
      reading?.end('failed');
      cancelling?.end('good');
      await during(begin('close'), () => scanner.close());
    },
  };
}
