import { useState } from 'react';
import type { z } from 'zod';
import type { OfferedPrinter, PrintOutcome } from '#shared/domain/printing';
import { useDesktopQuery } from '../../api/desktop.ts';
import { mayPrintTo } from './print-choices.tsx';

export type Outcome = z.infer<typeof PrintOutcome>;

type Run = { readonly isPrinting: boolean; readonly outcome: Outcome | null; readonly error: unknown };
const notYet: Run = { isPrinting: false, outcome: null, error: null };

export type Paper = Run & {
  readonly printers: readonly OfferedPrinter[];
  readonly chosen: string | null;
  readonly choose: (printerName: string) => void;
  readonly print: () => void;
};

/** A sheet of the data centre on the printer chosen; the default one until somebody chooses. */
export function usePaper(send: (printerName: string) => Promise<Outcome>): Paper {
  const answer = useDesktopQuery('printing.listPrinters', {});
  const printers = (answer.data?.printers ?? []).filter(mayPrintTo);
  const [wanted, choose] = useState<string | null>(null);
  const [run, setRun] = useState(notYet);
  const usual = printers.find(({ isDefault }) => isDefault) ?? printers[0];
  const chosen = wanted ?? usual?.name ?? null;
  const print = (): void => {
    if (chosen === null) return;
    setRun({ ...notYet, isPrinting: true });
    send(chosen)
      .then(outcome => { setRun({ ...notYet, outcome }); })
      .catch((error: unknown) => { setRun({ ...notYet, error }); });
  };
  return { ...run, error: run.error ?? answer.error, printers, chosen, choose, print };
}
