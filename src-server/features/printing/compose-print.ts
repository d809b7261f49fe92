import { PDFDocument, degrees, type PDFImage, type PDFPage } from 'pdf-lib';
import { PrintJobId } from '#shared/domain/ids';
import { formatCopyNumber } from '#shared/domain/print-copy';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { AccessDenied, requireAllowed, type Subject, type Told } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import { markSession, requireSession, sessionStateAt, type PageMark, type SessionRecord } from '../viewing/index.ts';
import { printFacts, requirePrintJob, type PrintJobRecord } from './print-repository.ts';
import { a4, drawFoot, drawHead, margin, picture, strip } from './sheet-drawing.ts';

/** Preview, printer, and again after a jam or a torn line. Whoever needs more registers another copy. */
const maxFetches = 12;
/** A copy prepared in time may be fetched a little after the reading ended: spooling takes its time. */
const fetchMinutes = 10;

/** The sheets of a registered copy as PDF: exact A4, one page on each, for its operator at his terminal while it is being printed. */
export async function composePrint(services: Services, subject: Subject, printJobId: string): Promise<Buffer> {
  const { db, now } = services;
  if (!PrintJobId.safeParse(printJobId).success) throw new AppError('resource.not-found');
  const job = await requirePrintJob(db, printJobId);
  const session = await requireSession(db, job.viewSessionId);
  const at = now();
  requireAllowed(subject, 'prints.read', { ...printFacts(job), terminalName: session.terminalName, reading: { kind: 'grant', ended: tellEnd(job, session, at) } });
  await db.transaction().execute(async tx => {
    await countFetch(tx, job);
    await recordEvent(tx, subject, { act: 'prints.read', object: job.registerNumber, detail: session.requestNumber ?? '', personId: job.personId });
  });
  return composeSheets(services, { job, session, mark: await markSession(services, { session, subject, at }), origin: originOf(job, subject, at), at });
}

/** Counted by the row itself: of many fetches at once exactly as many are served as are left. */
async function countFetch(tx: Db, { id, registerNumber: object }: PrintJobRecord): Promise<void> {
  const counted = await tx
    .updateTable('printJobs')
    .set(update => ({ fetches: update('fetches', '+', 1) }))
    .where('id', '=', id)
    .where('fetches', '<', maxFetches)
    .returning('id')
    .executeTakeFirst();
  if (!counted) throw new AccessDenied({ act: 'prints.read', reason: 'fetched too often', facts: { object }, told: { code: 'print.fetched-too-often' } });
}

function tellEnd(job: PrintJobRecord, session: SessionRecord, at: Date): Told | null {
  if (job.state !== 'prepared' && job.state !== 'submitted') return { code: 'print.state-conflict', params: { state: job.state } };
  const state = sessionStateAt(session, at);
  if (state === 'withdrawn') return { code: 'grant.withdrawn' };
  return state !== 'open' && at.getTime() - job.preparedAt.getTime() > fetchMinutes * 60_000 ? { code: 'grant.expired' } : null;
}

function originOf(job: PrintJobRecord, { displayName, unitName }: Subject, at: Date): string {
  return `登记号 ${job.registerNumber}　申请单 ${job.requestNumber}　${displayName}　${unitName}　${formatSiteMinute(at)}`;
}

type Composition = { readonly job: PrintJobRecord; readonly session: SessionRecord; readonly mark: PageMark; readonly origin: string; readonly at: Date };

/**
 * Copy by copy, each with its own number, bars, visible mark and grain, so that a sheet that is found says which copy it is of.
 */
async function composeSheets(services: Services, { job, session, mark, origin, at }: Composition): Promise<Buffer> {
  const { db, pages, marker } = services;
  const document = await PDFDocument.create();
  document.setTitle(job.registerNumber);
  document.setCreationDate(at);
  document.setModificationDate(at);
  const blobs = await db.selectFrom('pages').select(['id', 'optimisedBlob']).where('id', 'in', job.pageIds).orderBy('number').execute();
  const copies = await db.selectFrom('printCopies').select(['number', 'markSerial']).where('jobId', '=', job.id).orderBy('number').execute();
  const embedStrip = async (svg: string): Promise<PDFImage> => document.embedPng(await marker.rasterise(svg));
  const feet = await Promise.all(blobs.map((_blob, index) => embedStrip(drawFoot({ origin, sheet: index + 1, sheets: blobs.length }))));
  for (const { number, markSerial } of copies) {
    const copyNumber = formatCopyNumber(job.registerNumber, number);
    const head = await embedStrip(drawHead({ secrecyMark: formatSecrecyMark(secrecyOf(session)), copyNumber }));
    const own = markCopy(mark, { copyNumber, serial: Number(markSerial) });
    for (const [index, { id, optimisedBlob }] of blobs.entries()) {
      const sheet = document.addPage([a4.width, a4.height]);
      placePicture(sheet, await document.embedJpg(await marker.markPrint(await pages.get(optimisedBlob), own, job.regions.filter(({ pageId }) => pageId === id))));
      sheet.drawImage(head, { x: margin, y: a4.height - margin - strip.height, ...strip });
      const foot = feet[index];
      if (foot) sheet.drawImage(foot, { x: margin, y: margin, ...strip });
    }
  }
  return Buffer.from(await document.save());
}

function markCopy(mark: PageMark, { copyNumber, serial }: { readonly copyNumber: string; readonly serial: number }): PageMark {
  return { ...mark, lines: [...mark.lines, copyNumber], grain: mark.grain && { ...mark.grain, serial } };
}

/** As large as the paper allows, a page that lies on its side turned; never cropped. */
function placePicture(sheet: PDFPage, image: PDFImage): void {
  const isTurned = image.width > image.height;
  const [wide, high] = isTurned ? [image.height, image.width] : [image.width, image.height];
  const scale = Math.min(picture.width / wide, picture.height / high);
  const [width, height] = [wide * scale, high * scale];
  const x = picture.left + (picture.width - width) / 2;
  const y = picture.bottom + (picture.height - height) / 2;
  if (isTurned) sheet.drawImage(image, { x: x + width, y, width: height, height: width, rotate: degrees(90) });
  else sheet.drawImage(image, { x, y, width, height });
}
