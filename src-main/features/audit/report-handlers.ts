import type { reportOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile, printRegistered } from '../exports/index.ts';
import { requirePrinter } from '../printing/index.ts';

/** The auditor's report as a file of this terminal, or on paper. The data centre makes it and records that it left; on paper it is a row of the register like any form. */
export function reportHandlers(services: TerminalServices): Handlers<typeof reportOperations, unknown> {
  const { server, session, exportDirectory } = services;
  return {
    'audit.saveReport': async order => {
      session.requireAccount();
      const { fileName, base64 } = await server.call('audit.reportFile', order);
      return { path: await keepFile(exportDirectory, fileName, Buffer.from(base64, 'base64')) };
    },
    'audit.printReport': async ({ printerName, ...period }) => {
      session.requireAccount();
      await requirePrinter(services, printerName);
      const { base64 } = await server.call('audit.reportFile', { ...period, format: 'pdf' });
      return (await printRegistered(services, { of: { kind: 'audit-report', ...period }, printerName, pdf: new Uint8Array(Buffer.from(base64, 'base64')) })).outcome;
    },
  };
}
