import type { Printer, PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';

export type PrintDocument = {
  readonly printer: string;
  readonly title: string;
  readonly pdf: Uint8Array;
  readonly copies: number;
  readonly pageCount: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly onProgress: (state: string, reasons: readonly string[]) => void;
};

export type CupsPrinter = {
  listPrinters(): Promise<readonly Printer[]>;
  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome>;
};

export function createCupsPrinter(): CupsPrinter {
  return {
    listPrinters: () => Promise.reject(new AppError('print.unavailable')),
    print: () => Promise.reject(new AppError('print.unavailable')),
  };
}
