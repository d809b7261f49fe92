import { z } from 'zod';
import { Calibration, Measured } from '../domain/calibration.ts';
import { PrintOutcome } from '../domain/printing.ts';
import { mostStrips, StripJob, StripJobId } from '../domain/strip-job.ts';
import { operation } from './operation.ts';
import { stripOperations } from './server/strip-operations.ts';

const PrinterName = z.string().min(1).max(200);
const { 'strips.started': _toldByTheTerminal, 'strips.ended': _too, ...forwarded } = stripOperations;
export const forwardedStrips = forwarded;

/** Paper on which a printer is calibrated. */
export const TestPaper = z.enum(['a4', 'a3']);
export type TestPaper = z.infer<typeof TestPaper>;
export const testPapers = { a4: { widthMm: 210, heightMm: 297 }, a3: { widthMm: 297, heightMm: 420 } } as const;
const OfPrinter = z.object({ calibration: Calibration, calibratedAt: z.iso.datetime().nullable() });

/** Strips on paper, and what is known of the printers of this terminal. */
export const stripDeskOperations = {
  /** Prints from this strip on, corrected for what the printer does to a sheet; answers when it is done, and the register knows it. */
  'strips.print': operation(z.object({ id: StripJobId, printerName: PrinterName, from: z.int().min(1).max(mostStrips) }), StripJob),
  'strips.cancelPrint': operation(z.object({ id: StripJobId }), z.object({})),
  /** As PDF among the exports, uncorrected; nothing is registered as printed. */
  'strips.save': operation(z.object({ id: StripJobId }), z.object({ path: z.string() })),
  /** `isCorrected`: to see whether the calibration holds. */
  'strips.printTestPage': operation(z.object({ printerName: PrinterName, paper: TestPaper, isCorrected: z.boolean() }), PrintOutcome),
  'strips.getCalibration': operation(z.object({ printerName: PrinterName }), OfPrinter),
  /** From what was measured on an uncorrected page; `calibration.implausible` when no printer is so far off. */
  'strips.calibrate': operation(z.object({ printerName: PrinterName, paper: TestPaper, measured: Measured }), OfPrinter),
  'strips.forgetCalibration': operation(z.object({ printerName: PrinterName }), OfPrinter),
};
