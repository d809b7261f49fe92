import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath, defectSheetPath, mediaRegisterPath } from '#shared/contract/server/intake-operations';
import type { BatchId, PackageId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import { formatSiteDay } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile } from './keep-file.ts';
import { printDocument, requirePrinter } from './print-document.ts';

const sheetLimitBytes = 256 * 1024 * 1024;
const templateNames = { 'since-2012': '目录模板-2012年起.xlsx', 'before-2012': '目录模板-2012年前.xlsx' } as const;

type Defects = { readonly batchId: BatchId; readonly packageId: PackageId | null };

/** Documents that the data centre makes for paper or for a supplier: as a file of this terminal, or printed. */
export function sheetHandlers(services: TerminalServices): Handlers<typeof sheetOperations, unknown> {
  const { server, session, exportDirectory, now } = services;
  const today = (): string => formatSiteDay(now());
  const fetchBytes = async (path: string): Promise<Buffer<ArrayBuffer>> => (await server.getBytes(path, sheetLimitBytes)).bytes;
  const save = async (path: string, fileName: string): Promise<{ path: string }> => {
    session.requireUnlocked();
    return { path: await keepFile(exportDirectory, fileName, await fetchBytes(path)) };
  };
  const print = async (path: string, { printerName, title }: { readonly printerName: string; readonly title: string }): Promise<PrintOutcome> => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    return printDocument(services, { printerName, title, pdf: await fetchBytes(path) });
  };
  const nameDefects = async ({ batchId, packageId }: Defects): Promise<string> => {
    const { number } = await server.call('intake.getBatch', { id: batchId });
    return packageId === null ? `问题单-${number}` : `问题单-${number}-${packageId.slice(0, 8)}`;
  };
  /** One part after the other, so that no more than one is in memory; how many there are is told by the one that is not there. */
  async function* defectParts({ batchId, packageId }: Defects, format: 'pdf' | 'xlsx') {
    for (let part = 1; ; part++) {
      const bytes = await fetchBytes(defectSheetPath({ batchId, packageId: packageId ?? undefined, part }, format)).catch((error: unknown) => {
        if (part > 1 && error instanceof AppError && error.code === 'sheet.no-such-part') return null;
        throw error;
      });
      if (bytes === null) return;
      yield { part, bytes };
    }
  }
  const saveDefects = async (of: Defects, format: 'pdf' | 'xlsx'): Promise<{ path: string; parts: number }> => {
    session.requireUnlocked();
    const name = await nameDefects(of);
    const paths: string[] = [];
    for await (const { part, bytes } of defectParts(of, format)) paths.push(await keepFile(exportDirectory, part === 1 ? `${name}.${format}` : `${name}-${String(part)}.${format}`, bytes));
    return { path: paths[0] ?? '', parts: paths.length };
  };
  const printDefects = async (of: Defects, printerName: string): Promise<PrintOutcome> => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    const title = await nameDefects(of);
    let outcome: PrintOutcome | undefined;
    for await (const { part, bytes } of defectParts(of, 'pdf')) {
      outcome = await printDocument(services, { printerName, title: part === 1 ? title : `${title}-${String(part)}`, pdf: bytes });
      if (outcome.state !== 'completed') break;
    }
    if (!outcome) throw new Error('A defect sheet without a part.');
    return outcome;
  };
  return {
    'intake.saveDefects': ({ format, ...of }) => saveDefects(of, format),
    'intake.printDefects': ({ printerName, ...of }) => printDefects(of, printerName),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
    'media.saveRegister': () => save(mediaRegisterPath, `介质登记簿-${today()}.pdf`),
    'media.printRegister': ({ printerName }) => print(mediaRegisterPath, { printerName, title: `介质登记簿-${today()}` }),
  };
}
