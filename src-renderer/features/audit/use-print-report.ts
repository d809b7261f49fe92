import { useState } from 'react';
import type { z } from 'zod';
import type { Printer, PrintOutcome } from '#shared/domain/printing';
import { callDesktop, useDesktopQuery } from '../../api/desktop.ts';
import type { ClosedBounds } from './period.ts';

type Run = { readonly isPrinting: boolean; readonly outcome: z.infer<typeof PrintOutcome> | null; readonly error: unknown };
const notYet: Run = { isPrinting: false, outcome: null, error: null };

export type PrintReport = Run & {
  readonly printers: readonly Printer[];
  readonly chosen: string | null;
  readonly choose: (printerName: string) => void;
  readonly print: () => void;
};

/** A report on the printer chosen; the default one until somebody chooses. */
export function usePrintReport(bounds: ClosedBounds): PrintReport {
  const answer = useDesktopQuery('printing.listPrinters', {});
  const printers = answer.data?.printers ?? [];
  const [wanted, choose] = useState<string | null>(null);
  const [run, setRun] = useState(notYet);
  const usual = printers.find(({ isDefault }) => isDefault) ?? printers[0];
  const chosen = wanted ?? usual?.name ?? null;
  const print = (): void => {
    if (chosen === null) return;
    setRun({ ...notYet, isPrinting: true });
    callDesktop('audit.printReport', { ...bounds, printerName: chosen })
      .then(outcome => { setRun({ ...notYet, outcome }); })
      .catch((error: unknown) => { setRun({ ...notYet, error }); });
  };
  return { ...run, error: run.error ?? answer.error, printers, chosen, choose, print };
}
