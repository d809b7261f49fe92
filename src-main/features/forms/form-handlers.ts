import type { formDeskOperations } from '#shared/contract/form-desk-operations';
import type { Handlers } from '#shared/contract/operation';
import { formPath } from '#shared/contract/server/form-operations';
import type { FormRef } from '#shared/domain/form-ref';
import { formTemplates } from '#shared/domain/forms/forms';
import { formatSiteDay } from '#shared/domain/site-clock';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile, printRegistered } from '../exports/index.ts';
import { requirePrinter } from '../printing/index.ts';
import { calibratePdf, printerCalibrations } from '../strips/index.ts';

const limitBytes = 64 * 1024 * 1024;

/** Forms on paper, corrected for the printer, and as files. Names of files and jobs say what it is, not about whom. */
export function formDeskHandlers(services: TerminalServices): Handlers<typeof formDeskOperations, unknown> {
  const { server, session, devices, exportDirectory, now } = services;
  const calibrations = printerCalibrations(services);
  const nameOf = (form: FormRef): string => `${formTemplates[form.kind].title.replace(/[（）]/gu, '')}-${formatSiteDay(now())}`;
  const fetchPdf = async (form: FormRef): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(formPath(form), limitBytes)).bytes;
  return {
    'forms.save': async ({ form }) => {
      session.requireUnlocked();
      return { path: await keepFile(exportDirectory, `${nameOf(form)}.pdf`, await fetchPdf(form)) };
    },
    'forms.print': async ({ form, printJobId, printerName }) => {
      session.requireUnlocked();
      await requirePrinter(services, printerName);
      const pdf = await calibratePdf(await fetchPdf(form), (await calibrations.find(printerName)).calibration);
      return (await printRegistered(services, { of: form, printerName, pdf, printJobId, isMonochrome: true })).print;
    },
    'forms.cancelPrint': ({ printJobId }) => devices('printers.cancel', { printJobId }),
  };
}
