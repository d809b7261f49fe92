import { randomUUID } from 'node:crypto';
import type { reportOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { PrintJobId } from '#shared/domain/ids';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { measurePdf } from '../printing/index.ts';
import { keepFile } from './keep-file.ts';

/** The auditor's report as a file of this terminal, or on paper. The data centre makes it and records that it left. */
export function reportHandlers({ server, session, devices, exportDirectory }: TerminalServices): Handlers<typeof reportOperations, unknown> {
  return {
    'audit.saveReport': async order => {
      session.requireAccount();
      const { fileName, base64 } = await server.call('audit.reportFile', order);
      return { path: await keepFile(exportDirectory, fileName, Buffer.from(base64, 'base64')) };
    },
    'audit.printReport': async ({ printerName, ...period }) => {
      session.requireAccount();
      const { printers } = await devices('printers.list', {});
      if (!printers.some(printer => printer.name === printerName)) throw new AppError('printer.not-found', { printer: printerName });
      const { fileName, base64 } = await server.call('audit.reportFile', { ...period, format: 'pdf' });
      const pdf = new Uint8Array(Buffer.from(base64, 'base64'));
      const sheets = await measurePdf(pdf);
      return devices('printers.print', { printJobId: PrintJobId.parse(randomUUID()), printerName, title: fileName, pdf, copies: 1, ...sheets });
    },
  };
}
