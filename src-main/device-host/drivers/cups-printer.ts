import type { Printer, PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import { stateAtPrinter } from './ask-printer.ts';
import { cancelJob, findJob, lookAt, purgeJob, type CupsJob } from './cups-jobs.ts';
import { listQueues, printerAttributes } from './cups-queues.ts';
import { firstError, isTrue, notFound, pathOf, requested, statusText, targetOf } from './cups-target.ts';
import { localPrintService, type PrintService } from './cups-service.ts';
import { createIppClient, groupsOf, IppUnreachable, numberOf, textOf, textsOf, valuesOf, type IppClient } from './ipp-client.ts';
import { attribute, type IppAttribute } from './ipp-codec.ts';
import { choosePaper, type PaperSize } from './paper-size.ts';
import { followJob, usualFollowPatience, type FollowPatience } from './print-follower.ts';

export type PrintDocument = {
  readonly printer: string;
  readonly title: string;
  readonly pdf: Uint8Array;
  readonly copies: number;
  readonly pageCount: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly isMonochrome: boolean;
  readonly isDuplex: boolean;
  readonly tray: string | null;
  /** `state` and `reasons` are IPP keywords; called when they change. */
  readonly onProgress: (state: string, reasons: readonly string[]) => void;
};

export type CupsPrinter = {
  listPrinters(): Promise<readonly Printer[]>;
  /** Follows the job to its end. Aborting cancels the job; throws only when the job was never accepted. */
  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome>;
  /** Follows a job of an earlier run of the program; undefined when CUPS knows none by this title. */
  resume(job: ResumedJob, signal: AbortSignal): Promise<PrintOutcome | undefined>;
};

export type ResumedJob = Pick<PrintDocument, 'printer' | 'title' | 'copies' | 'pageCount' | 'onProgress'>;

/** IPP names hold 255 bytes (RFC 8011, 5.1.3). */
const maxNameBytes = 255;

function cutToBytes(text: string, maxBytes: number): string {
  // A character cut in two decodes as U+FFFD.
  return Buffer.from(text).subarray(0, maxBytes).toString('utf8').replace(/\uFFFD$/, '');
}

/** Nothing may be scaled or added, and nothing turned over unasked. */
function jobTemplate(copies: number, { size: [x, y], colorMode, sides, tray }: Offer): readonly IppAttribute[] {
  const size = [attribute('x-dimension', 'integer', x), attribute('y-dimension', 'integer', y)];
  return [
    attribute('copies', 'integer', copies),
    attribute('sides', 'keyword', sides),
    attribute('print-scaling', 'keyword', 'none'),
    // CUPS turns the order round for printers that lay sheets face up. Sheets are counted from the first, and those of a catalogue wait in the tray in theirs.
    attribute('output-order', 'keyword', 'normal'),
    ...(colorMode === undefined ? [] : [attribute('print-color-mode', 'keyword', colorMode)]),
    attribute('media-col', 'collection', [attribute('media-size', 'collection', size), ...(tray === null ? [] : [attribute('media-source', 'keyword', tray)])]),
  ];
}

/** What a queue is asked for, out of what it offers. */
type Offer = { readonly size: PaperSize; readonly colorMode?: 'monochrome' | undefined; readonly sides: 'one-sided' | 'two-sided-long-edge'; readonly tray: string | null };

/** The queue is there, open, and has the paper. */
async function requireOffer(ask: IppClient, { printer, widthMm, heightMm, isMonochrome, isDuplex, tray }: PrintDocument): Promise<Offer> {
  const wanted = requested([...printerAttributes, 'media-size-supported', 'print-color-mode-supported']);
  const answer = await ask({ operation: 'getPrinterAttributes', path: pathOf(printer), attributes: [...targetOf(printer), wanted] });
  if (answer.status === notFound) throw new AppError('printer.not-found', { printer });
  if (answer.status >= firstError) throw new AppError('print.refused', { reason: statusText(answer) });
  const [group] = groupsOf(answer, 'printer');
  if (!isTrue(group, 'printer-is-accepting-jobs')) throw new AppError('print.refused', { reason: textOf(group, 'printer-state-message') || 'not-accepting-jobs' });
  const paper = choosePaper(valuesOf(group, 'media-size-supported'), widthMm, heightMm);
  if (!paper) throw new AppError('print.refused', { reason: `media-size ${String(widthMm)} × ${String(heightMm)} mm` });
  requireOffered(isDuplex ? 'two-sided-long-edge' : null, textsOf(group, 'sides-supported'));
  requireOffered(tray, textsOf(group, 'media-source-supported'));
  const hasMonochrome = textsOf(group, 'print-color-mode-supported').includes('monochrome');
  return { size: paper, colorMode: isMonochrome && hasMonochrome ? 'monochrome' : undefined, sides: isDuplex ? 'two-sided-long-edge' : 'one-sided', tray };
}

/** CUPS would silently take something else. */
function requireOffered(wanted: string | null, offered: readonly string[]): void {
  if (wanted !== null && !offered.includes(wanted)) throw new AppError('print.refused', { reason: wanted });
}

async function submit(ask: IppClient, document: PrintDocument, offer: Offer): Promise<number> {
  const answer = await ask({
    operation: 'printJob',
    path: pathOf(document.printer),
    attributes: [
      ...targetOf(document.printer),
      attribute('job-name', 'name', cutToBytes(document.title, maxNameBytes)),
      attribute('document-format', 'mimeType', 'application/pdf'),
    ],
    job: jobTemplate(document.copies, offer),
    document: document.pdf,
  });
  const jobId = numberOf(groupsOf(answer, 'job')[0], 'job-id');
  if (answer.status >= firstError || jobId === null) throw new AppError('print.refused', { reason: statusText(answer) });
  return jobId;
}

/** An unreachable print service is an expected failure; what it answers is judged above. */
async function orUnavailable<T>({ isMissing }: PrintService, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof IppUnreachable) throw new AppError(isMissing() ? 'print.not-installed' : 'print.unavailable', {}, { cause: error });
    throw error;
  }
}

/**
 * CUPS counts what its filter passed on: again when the printer was busy at first, and even when nothing was printed. So the
 * number says something of a completed job only, and never more than was asked for.
 */
function impressionsOf({ state, impressions }: PrintOutcome, { pageCount, copies }: Pick<PrintDocument, 'pageCount' | 'copies'>): number | null {
  if (state !== 'completed' || impressions === null || impressions === 0) return null;
  return Math.min(impressions, pageCount * copies);
}

/** CUPS calls a job completed that its printer gave up: where the printer can be asked, its word counts. */
async function believe(ask: IppClient, { printer, title }: Pick<PrintDocument, 'printer' | 'title'>, outcome: PrintOutcome): Promise<PrintOutcome> {
  if (outcome.state !== 'completed') return outcome;
  const queue = await ask({ operation: 'getPrinterAttributes', path: pathOf(printer), attributes: [...targetOf(printer), requested(['device-uri'])] }).catch(() => undefined);
  const state = queue ? await stateAtPrinter(textOf(groupsOf(queue, 'printer')[0], 'device-uri'), cutToBytes(title, maxNameBytes)) : '';
  return state === 'aborted' || state === 'canceled' ? { state: 'failed', impressions: null, detail: `${state}-at-printer` } : outcome;
}

/** The local CUPS, or the one that CUPS_SERVER names. */
export function createCupsPrinter(service: PrintService = localPrintService(process.env), patience: FollowPatience = usualFollowPatience): CupsPrinter {
  const ask = createIppClient(service.server);
  const reached = <T>(work: Promise<T>): Promise<T> => orUnavailable(service, work);
  const follow = async (job: CupsJob, document: ResumedJob, signal: AbortSignal): Promise<PrintOutcome> => {
    const followed = { look: () => lookAt(ask, job), cancel: () => cancelJob(ask, job), onProgress: document.onProgress };
    const { detail, ...outcome } = await believe(ask, document, await followJob(followed, signal, patience));
    const isGone = await purgeJob(ask, job, patience.pollMs);
    return { ...outcome, impressions: impressionsOf({ ...outcome, detail }, document), detail: isGone ? detail : [detail, 'spool-not-emptied'].filter(Boolean).join('; ').slice(0, 300) };
  };
  return {
    listPrinters: () => reached(listQueues(ask)),
    print: async (document, signal) => {
      const offer = await reached(requireOffer(ask, document));
      if (signal.aborted) return { state: 'cancelled', impressions: null, detail: '' };
      const jobId = await reached(submit(ask, document, offer));
      return follow({ printer: document.printer, jobId }, document, signal);
    },
    resume: async (document, signal) => {
      const job = await reached(findJob(ask, document.printer, document.title));
      return job && follow(job, document, signal);
    },
  };
}
