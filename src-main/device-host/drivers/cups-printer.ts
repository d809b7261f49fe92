import type { Printer, PrintOutcome } from '#shared/domain/printing';
import { AppError } from '#shared/errors/app-error';
import {
  createIppClient,
  groupsOf,
  ippServerOf,
  IppUnreachable,
  numberOf,
  textOf,
  textsOf,
  valuesOf,
  type IppAnswer,
  type IppClient,
  type IppRequest,
} from './ipp-client.ts';
import { attribute, type IppAttribute, type IppGroup } from './ipp-codec.ts';
import { choosePaper, type PaperSize } from './paper-size.ts';
import { followJob, usualFollowPatience, type FollowPatience } from './print-follower.ts';
import type { JobView } from './print-judgement.ts';

export type PrintDocument = {
  readonly printer: string;
  readonly title: string;
  readonly pdf: Uint8Array;
  readonly copies: number;
  readonly pageCount: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly isMonochrome: boolean;
  /** `state` and `reasons` are IPP keywords; called when they change. */
  readonly onProgress: (state: string, reasons: readonly string[]) => void;
};

export type CupsPrinter = {
  listPrinters(): Promise<readonly Printer[]>;
  /** Follows the job to its end. Aborting cancels the job; throws only when the job was never accepted. */
  print(document: PrintDocument, signal: AbortSignal): Promise<PrintOutcome>;
};

const notFound = 0x0406;
const firstError = 0x0100;

const printerStates: Readonly<Record<number, Printer['state']>> = { 3: 'idle', 4: 'processing', 5: 'stopped' };
const printerAttributes = [
  'printer-name',
  'printer-info',
  'printer-make-and-model',
  'printer-state',
  'printer-state-reasons',
  'printer-state-message',
  'printer-is-accepting-jobs',
  'color-supported',
] as const;
const jobAttributes = ['job-state', 'job-state-reasons', 'job-printer-state-message', 'job-printer-state-reasons', 'job-impressions-completed'] as const;

/** IPP names hold 255 bytes (RFC 8011, 5.1.3). */
const maxNameBytes = 255;

function cutToBytes(text: string, maxBytes: number): string {
  // A character cut in two decodes as U+FFFD.
  return Buffer.from(text).subarray(0, maxBytes).toString('utf8').replace(/\uFFFD$/, '');
}

function pathOf(printer: string): string {
  return `/printers/${encodeURIComponent(printer)}`;
}

function targetOf(printer: string): readonly IppAttribute[] {
  return [attribute('printer-uri', 'uri', `ipp://localhost${pathOf(printer)}`), attribute('requesting-user-name', 'name', process.env['USER'] ?? 'danglian')];
}

function requested(names: readonly string[]): IppAttribute {
  return attribute('requested-attributes', 'keyword', ...names);
}

function reasonsIn(group: IppGroup | undefined, name: string): readonly string[] {
  return textsOf(group, name).filter(reason => reason !== 'none');
}

function isTrue(group: IppGroup | undefined, name: string): boolean {
  return valuesOf(group, name)[0] === true;
}

function printerOf(group: IppGroup, defaultName: string): Printer {
  const name = textOf(group, 'printer-name');
  return {
    name,
    description: textOf(group, 'printer-info'),
    model: textOf(group, 'printer-make-and-model').slice(0, 120),
    state: printerStates[numberOf(group, 'printer-state') ?? 0] ?? 'stopped',
    isAccepting: isTrue(group, 'printer-is-accepting-jobs'),
    reasons: reasonsIn(group, 'printer-state-reasons'),
    hasColor: isTrue(group, 'color-supported'),
    isDefault: name === defaultName,
  };
}

/** Nothing may be scaled, turned over or added. */
function jobTemplate(copies: number, { size: [x, y], colorMode }: Offer): readonly IppAttribute[] {
  const size = [attribute('x-dimension', 'integer', x), attribute('y-dimension', 'integer', y)];
  return [
    attribute('copies', 'integer', copies),
    attribute('sides', 'keyword', 'one-sided'),
    attribute('print-scaling', 'keyword', 'none'),
    ...(colorMode === undefined ? [] : [attribute('print-color-mode', 'keyword', colorMode)]),
    attribute('media-col', 'collection', [attribute('media-size', 'collection', size)]),
  ];
}

function statusText(answer: IppAnswer): string {
  const said = textOf(groupsOf(answer, 'operation')[0], 'status-message');
  return said === '' ? `0x${answer.status.toString(16).padStart(4, '0')}` : said;
}

/** What a queue is asked for, out of what it offers. */
type Offer = { readonly size: PaperSize; readonly colorMode?: 'monochrome' | undefined };

/** The queue is there, open, and has the paper. */
async function requireOffer(ask: IppClient, { printer, widthMm, heightMm, isMonochrome }: PrintDocument): Promise<Offer> {
  const wanted = requested([...printerAttributes, 'media-size-supported', 'print-color-mode-supported']);
  const answer = await ask({ operation: 'getPrinterAttributes', path: pathOf(printer), attributes: [...targetOf(printer), wanted] });
  if (answer.status === notFound) throw new AppError('printer.not-found', { printer });
  if (answer.status >= firstError) throw new AppError('print.refused', { reason: statusText(answer) });
  const [group] = groupsOf(answer, 'printer');
  if (!isTrue(group, 'printer-is-accepting-jobs')) throw new AppError('print.refused', { reason: textOf(group, 'printer-state-message') || 'not-accepting-jobs' });
  const paper = choosePaper(valuesOf(group, 'media-size-supported'), widthMm, heightMm);
  if (!paper) throw new AppError('print.refused', { reason: `media-size ${String(widthMm)} × ${String(heightMm)} mm` });
  const hasMonochrome = textsOf(group, 'print-color-mode-supported').includes('monochrome');
  return { size: paper, colorMode: isMonochrome && hasMonochrome ? 'monochrome' : undefined };
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

function viewOf(job: IppGroup | undefined, printer: IppGroup | undefined): JobView {
  return {
    state: numberOf(job, 'job-state') ?? 0,
    reasons: reasonsIn(job, 'job-state-reasons'),
    printerReasons: [...reasonsIn(job, 'job-printer-state-reasons'), ...reasonsIn(printer, 'printer-state-reasons')],
    printerMessage: textOf(job, 'job-printer-state-message'),
    impressions: numberOf(job, 'job-impressions-completed'),
  };
}

/** Asks for the job, and for its queue too: a stopped queue is not among the reasons of a job that waits for it. */
async function lookAt(ask: IppClient, printer: string, jobId: number): Promise<JobView> {
  const attributes = [...targetOf(printer), attribute('job-id', 'integer', jobId), requested(jobAttributes)];
  const job = await ask({ operation: 'getJobAttributes', path: '/jobs', attributes });
  if (job.status >= firstError) throw new IppUnreachable(statusText(job));
  const queue = await ask({ operation: 'getPrinterAttributes', path: pathOf(printer), attributes: [...targetOf(printer), requested(printerAttributes)] });
  return viewOf(groupsOf(job, 'job')[0], groupsOf(queue, 'printer')[0]);
}

async function cancel(ask: IppClient, printer: string, jobId: number): Promise<void> {
  await ask({ operation: 'cancelJob', path: '/jobs', attributes: [...targetOf(printer), attribute('job-id', 'integer', jobId)] });
}

/** An unreachable print service is an expected failure; what it answers is judged above. */
async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof IppUnreachable) throw new AppError('print.unavailable', {}, { cause: error });
    throw error;
  }
}

async function list(ask: IppClient): Promise<readonly Printer[]> {
  const everything: IppRequest = { operation: 'cupsGetPrinters', path: '/', attributes: [requested(printerAttributes)] };
  const printers = await ask(everything);
  const preset = await ask({ operation: 'cupsGetDefault', path: '/', attributes: [requested(['printer-name'])] });
  // No queue at all is answered as "not found".
  return groupsOf(printers, 'printer').map(group => printerOf(group, textOf(groupsOf(preset, 'printer')[0], 'printer-name')));
}

/**
 * CUPS counts what its filter passed on: again when the printer was busy at first, and even when nothing was printed. So the
 * number says something of a completed job only, and never more than was asked for.
 */
function impressionsOf({ state, impressions }: PrintOutcome, { pageCount, copies }: PrintDocument): number | null {
  if (state !== 'completed' || impressions === null || impressions === 0) return null;
  return Math.min(impressions, pageCount * copies);
}

/** The local CUPS, or the one that CUPS_SERVER names. */
export function createCupsPrinter(patience: FollowPatience = usualFollowPatience): CupsPrinter {
  const ask = createIppClient(ippServerOf(process.env));
  return {
    listPrinters: () => orUnavailable(list(ask)),
    print: async (document, signal) => {
      const offer = await orUnavailable(requireOffer(ask, document));
      const jobId = await orUnavailable(submit(ask, document, offer));
      const followed = {
        look: () => lookAt(ask, document.printer, jobId),
        cancel: () => cancel(ask, document.printer, jobId),
        onProgress: document.onProgress,
      };
      const outcome = await followJob(followed, signal, patience);
      return { ...outcome, impressions: impressionsOf(outcome, document) };
    },
  };
}
