import type { sheetOperations } from '#shared/contract/desktop-api';
import type { Handlers } from '#shared/contract/operation';
import { catalogueTemplatePath, defectSheetPath, mediaRegisterPath } from '#shared/contract/server/intake-operations';
import type { BatchId, PackageId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import { formatSiteDay } from '#shared/domain/site-clock';
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
  const pathOf = ({ batchId, packageId }: Defects, format: 'pdf' | 'xlsx'): string => defectSheetPath({ batchId, packageId: packageId ?? undefined }, format);
  return {
    'intake.saveDefects': async ({ format, ...of }) => save(pathOf(of, format), `${await nameDefects(of)}.${format}`),
    'intake.printDefects': async ({ printerName, ...of }) => print(pathOf(of, 'pdf'), { printerName, title: await nameDefects(of) }),
    'intake.saveTemplate': ({ template }) => save(catalogueTemplatePath(template), templateNames[template]),
    'media.saveRegister': () => save(mediaRegisterPath, `介质登记簿-${today()}.pdf`),
    'media.printRegister': ({ printerName }) => print(mediaRegisterPath, { printerName, title: `介质登记簿-${today()}` }),
  };
}
