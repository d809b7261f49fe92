import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { PDFDocument, rgb } from 'pdf-lib';
import { expect } from 'vitest';
import { PrintJobId } from '../../src-shared/domain/ids.ts';
import type { PrintOutcome } from '../../src-shared/domain/printing.ts';
import type { DeviceDesk } from './device-desk.ts';

const run = promisify(execFile);
const pointsPerMm = 72 / 25.4;

export type Sheet = { readonly widthMm: number; readonly heightMm: number; readonly pageCount: number };
export const a4: Sheet = { widthMm: 210, heightMm: 297, pageCount: 2 };

/** Each page has a black square of 50 mm, 10 mm from the left and 10 mm from the top. */
export async function aPdf({ widthMm, heightMm, pageCount }: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pageCount; page += 1) {
    const side = 50 * pointsPerMm;
    const margin = 10 * pointsPerMm;
    document
      .addPage([widthMm * pointsPerMm, heightMm * pointsPerMm])
      .drawRectangle({ x: margin, y: heightMm * pointsPerMm - margin - side, width: side, height: side, color: rgb(0, 0, 0) });
  }
  return new Uint8Array(await document.save());
}

export type Started = { readonly printJobId: PrintJobId; readonly outcome: Promise<PrintOutcome> };

/** Sends a document of such sheets and answers at once. */
export async function print(desk: DeviceDesk, printerName: string, options: Partial<Sheet & { readonly copies: number }> = {}): Promise<Started> {
  const { copies = 1, ...given } = options;
  const sheet = { ...a4, ...given };
  const printJobId = PrintJobId.parse(randomUUID());
  const outcome = desk.client.call('printers.print', { printJobId, printerName, title: '干部任免审批表 摘录', pdf: await aPdf(sheet), copies, ...sheet });
  outcome.catch(() => undefined);
  return { printJobId, outcome };
}

/** What the printer was said to wait for. */
export function newsOf(desk: DeviceDesk, { printJobId }: Started): readonly string[] {
  return desk.printNews.filter(news => news.printJobId === printJobId).flatMap(news => news.reasons);
}

/** What arrived at a printer, as poppler measures it; the size is that of the first page. */
export async function pagesOf(path: string): Promise<{ count: number; widthMm: number; heightMm: number }> {
  const { stdout } = await run('pdfinfo', [path]);
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+) pts/.exec(stdout) ?? [];
  return { count: Number(/Pages:\s+(\d+)/.exec(stdout)?.[1]), widthMm: Number(width) / pointsPerMm, heightMm: Number(height) / pointsPerMm };
}

const toleranceMm = 0.2;
/** To a fifth of a millimetre. */
export function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(toleranceMm);
}
