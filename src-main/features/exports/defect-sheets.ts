import { defectSheetPath } from '#shared/contract/server/intake-operations';
import type { BatchId, PackageId } from '#shared/domain/ids';
import type { PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import { keepFile } from './keep-file.ts';
import { requirePrinter } from '../printing/index.ts';
import { printRegistered } from './print-registered.ts';
import { sheetLimitBytes } from './sheet-door.ts';

export type Defects = { readonly batchId: BatchId; readonly packageId: PackageId | null };
export type DefectSheets = {
  /** `path` is that of the first part. */
  readonly save: (of: Defects, format: 'pdf' | 'xlsx') => Promise<{ path: string; parts: number }>;
  /** The parts one after the other, until one is not printed. */
  readonly print: (of: Defects, printerName: string) => Promise<PrintOutcome>;
};

/** 问题单 in as many parts as the data centre makes of it. */
export function defectSheets(services: TerminalServices): DefectSheets {
  const { server, session, exportDirectory } = services;
  const nameDefects = async ({ batchId, packageId }: Defects): Promise<string> => {
    const { number } = await server.call('intake.getBatch', { id: batchId });
    return packageId === null ? `问题单-${number}` : `问题单-${number}-${packageId.slice(0, 8)}`;
  };
  /** One part after the other, so that no more than one is in memory; how many there are is told by the one that is not there. */
  async function* defectParts({ batchId, packageId }: Defects, format: 'pdf' | 'xlsx') {
    for (let part = 1; ; part++) {
      const bytes = await server.getBytes(defectSheetPath({ batchId, packageId: packageId ?? undefined, part }, format), sheetLimitBytes).then(({ bytes: whole }) => whole).catch((error: unknown) => {
        if (part > 1 && error instanceof AppError && error.code === 'sheet.no-such-part') return null;
        throw error;
      });
      if (bytes === null) return;
      yield { part, bytes };
    }
  }
  const save = async (of: Defects, format: 'pdf' | 'xlsx'): Promise<{ path: string; parts: number }> => {
    session.requireUnlocked();
    const name = await nameDefects(of);
    const paths: string[] = [];
    for await (const { part, bytes } of defectParts(of, format)) paths.push(await keepFile(exportDirectory, part === 1 ? `${name}.${format}` : `${name}-${String(part)}.${format}`, bytes));
    return { path: paths[0] ?? '', parts: paths.length };
  };
  const print = async (of: Defects, printerName: string): Promise<PrintOutcome> => {
    session.requireUnlocked();
    await requirePrinter(services, printerName);
    let outcome: PrintOutcome | undefined;
    for await (const { part, bytes } of defectParts(of, 'pdf')) {
      ({ outcome } = await printRegistered(services, { of: { kind: 'defect-sheet', ...of, part }, printerName, pdf: bytes }));
      if (outcome.state !== 'completed') break;
    }
    if (!outcome) throw new Error('A defect sheet without a part.');
    return outcome;
  };
  return { save, print };
}
