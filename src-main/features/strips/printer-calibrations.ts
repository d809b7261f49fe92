import { z } from 'zod';
import { Calibration, uncalibrated } from '#shared/domain/calibration';
import type { TerminalServices } from '../../app/services.ts';

const Kept = z.object({ calibration: Calibration, calibratedAt: z.iso.datetime().nullable() });
export type OfPrinter = z.infer<typeof Kept>;

export type PrinterCalibrations = { readonly find: (printerName: string) => Promise<OfPrinter>; readonly keep: (printerName: string, of: OfPrinter) => Promise<OfPrinter> };

const none: OfPrinter = { calibration: uncalibrated, calibratedAt: null };
const nameOf = (printerName: string): string => `calibration ${printerName}`;

/** What each printer of this terminal does to a sheet, as somebody measured it. */
export function printerCalibrations({ store }: Pick<TerminalServices, 'store'>): PrinterCalibrations {
  return {
    find: async printerName => (await store.state.find(nameOf(printerName), Kept)) ?? none,
    keep: async (printerName, of) => {
      await store.state.save(nameOf(printerName), of);
      return of;
    },
  };
}
