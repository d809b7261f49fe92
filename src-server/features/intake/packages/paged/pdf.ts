import { pagedLimits } from '../limits.ts';
import { refuse, type PackageVariant } from '../package-refusal.ts';
import { runPoppler, type PopplerOutcome } from './run-poppler.ts';

const pointsPerInch = 72;

/** Pages of a PDF; throws a `PackageRefusal` for one that is locked, broken, or would need more than the limits allow. */
export async function countPdfPages(pdf: Buffer, path: string): Promise<number> {
  if (pdf.toString('latin1', 0, 5) !== '%PDF-') refuse('pdf-broken', { path });
  const outcome = await runPoppler({ program: 'pdfinfo', args: ['-f', '1', '-l', String(pagedLimits.maxPages), '-'], pdf });
  const text = requireDone(outcome, path).toString('latin1');
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(text)?.[1] ?? 0);
  if (pages === 0) refuse('pdf-broken', { path });
  if (pages > pagedLimits.maxPages) refuse('pdf-too-many-pages', { path, expected: String(pagedLimits.maxPages), found: String(pages) });
  requireDrawablePages(text, path);
  return pages;
}

function requireDrawablePages(text: string, path: string): void {
  for (const [, page = '', width = '', height = ''] of text.matchAll(/^Page\s+(\d+) size:\s+([\d.e+]+) x ([\d.e+]+) pts/gm)) {
    const pixels = toPixels(width) * toPixels(height);
    if (pixels > pagedLimits.maxPixels) refuse('pdf-page-too-large', { path: `${path}#${page}`, expected: String(pagedLimits.maxPixels), found: String(Math.round(pixels)) });
  }
}

const toPixels = (points: string): number => (Number(points) / pointsPerInch) * pagedLimits.dpi;

/** One page as JPEG at 300 dpi; `page` counts from 1. */
export async function renderPdfPage(pdf: Buffer, path: string, page: number): Promise<Buffer> {
  const number = String(page);
  const args = ['-q', '-r', String(pagedLimits.dpi), '-f', number, '-l', number, '-singlefile', '-jpeg', '-jpegopt', 'quality=90', '-'];
  const outcome = await runPoppler({ program: 'pdftoppm', args, pdf });
  const jpeg = requireDone(outcome, `${path}#${number}`);
  return jpeg.length === 0 ? refuse('pdf-broken', { path: `${path}#${number}` }) : jpeg;
}

const variants: Readonly<Record<Exclude<PopplerOutcome['kind'], 'done'>, PackageVariant>> = { failed: 'pdf-broken', 'too-large': 'pdf-page-too-large', 'timed-out': 'pdf-timed-out' };

function requireDone(outcome: PopplerOutcome, path: string): Buffer {
  if (outcome.kind === 'done') return outcome.output;
  const isLocked = outcome.kind === 'failed' && /password|encrypt/i.test(outcome.complaint);
  return refuse(isLocked ? 'pdf-locked' : variants[outcome.kind], { path });
}
