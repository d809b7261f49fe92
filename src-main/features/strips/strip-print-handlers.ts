import { randomUUID } from 'node:crypto';
import type { Handlers } from '#shared/contract/operation';
import { stripsPath, stripTestPath } from '#shared/contract/server/strip-operations';
import { testPapers, type stripDeskOperations } from '#shared/contract/strip-desk-operations';
import { calibrationFrom, uncalibrated } from '#shared/domain/calibration';
import { PrintJobId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import type { StripJob, StripJobId } from '#shared/domain/strip-job';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile, printDocument } from '../exports/index.ts';
import { requirePrinter } from '../printing/index.ts';
import { calibratePdf } from './calibrate-pdf.ts';
import { printerCalibrations, type PrinterCalibrations } from './printer-calibrations.ts';

const limitBytes = 64 * 1024 * 1024;

/** 背条 on paper: fetched whole before the printer hears of it, corrected for the printer, its end told to the register. */
export function stripPrintHandlers(services: TerminalServices): Handlers<typeof stripDeskOperations, unknown> {
  const { server, session, devices, exportDirectory } = services;
  const calibrations = printerCalibrations(services);
  const running = new Map<StripJobId, PrintJobId>();
  const fetchPdf = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, limitBytes)).bytes;
  return {
    'strips.print': async ({ id, printerName, from }) => {
      session.requireUnlocked();
      if (running.has(id)) throw new AppError('strip.state-conflict', { state: 'printing' });
      const printJobId = PrintJobId.parse(randomUUID());
      running.set(id, printJobId);
      try {
        await requirePrinter(services, printerName);
        const pdf = await calibratePdf(await fetchPdf(stripsPath(id, from)), (await calibrations.find(printerName)).calibration);
        const job = await server.call('strips.started', { id, printerName, firstPosition: from });
        return await printRun(services, { job, pdf, printerName, printJobId });
      } finally {
        running.delete(id);
      }
    },
    'strips.cancelPrint': async ({ id }) => {
      const printJobId = running.get(id);
      if (printJobId) await devices('printers.cancel', { printJobId });
      return {};
    },
    'strips.save': async ({ id }) => {
      session.requireUnlocked();
      const { job } = await server.call('strips.get', { id });
      return { path: await keepFile(exportDirectory, `背条-${job.registerNumber}.pdf`, await fetchPdf(stripsPath(id, 1))) };
    },
    'strips.printTestPage': async ({ printerName, paper, isCorrected }) => {
      session.requireUnlocked();
      await requirePrinter(services, printerName);
      const { widthMm, heightMm } = testPapers[paper];
      const pdf = await fetchPdf(stripTestPath(widthMm, heightMm));
      const { calibration } = await calibrations.find(printerName);
      return printDocument(services, { printerName, title: '打印校准', pdf: await calibratePdf(pdf, isCorrected ? calibration : uncalibrated) });
    },
    ...calibrationHandlers(services, calibrations),
  };
}

type CalibrationName = 'strips.getCalibration' | 'strips.calibrate' | 'strips.forgetCalibration';

function calibrationHandlers({ session, now }: TerminalServices, calibrations: PrinterCalibrations): Pick<Handlers<typeof stripDeskOperations, unknown>, CalibrationName> {
  return {
    'strips.getCalibration': ({ printerName }) => calibrations.find(printerName),
    'strips.calibrate': ({ printerName, paper, measured }) => {
      session.requireUnlocked();
      const calibration = calibrationFrom(measured, testPapers[paper]);
      if (!calibration) throw new AppError('calibration.implausible');
      return calibrations.keep(printerName, { calibration, calibratedAt: now().toISOString() });
    },
    'strips.forgetCalibration': ({ printerName }) => {
      session.requireUnlocked();
      return calibrations.keep(printerName, { calibration: uncalibrated, calibratedAt: null });
    },
  };
}

type Run = { readonly job: StripJob; readonly pdf: Uint8Array<ArrayBuffer>; readonly printerName: string; readonly printJobId: PrintJobId };

/** Every end is registered, also that of a printer that could not be asked. Without red the printer is asked for black alone. */
async function printRun(services: TerminalServices, { job, pdf, printerName, printJobId }: Run): Promise<StripJob> {
  const isMonochrome = job.template.fields.every(({ ink }) => ink === 'black');
  const end = ({ state: outcome, detail }: Pick<PrintOutcome, 'state' | 'detail'>): Promise<StripJob> => services.server.call('strips.ended', { id: job.id, outcome, detail });
  let outcome: PrintOutcome;
  try {
    outcome = await printDocument(services, { printerName, title: job.registerNumber, pdf, printJobId, isMonochrome });
  } catch (error) {
    await end({ state: 'failed', detail: error instanceof AppError ? error.code : 'internal' });
    throw error;
  }
  return end(outcome);
}
