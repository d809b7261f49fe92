import { formatCopyNumber } from '#shared/domain/print-copy';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import type { Services } from '../../app/services.ts';
import { releaseBytes } from '../../blobs/release-bytes.ts';
import { secrecyOf } from '../people/index.ts';
import type { PageMark, SessionRecord } from '../viewing/index.ts';
import { createPicturePdf, type HeldPicture, type PdfPicture, type Placing } from './picture-pdf.ts';
import { listPrintedPages, type PrintedPage, type PrintJobRecord } from './print-repository.ts';
import { a4, drawFoot, drawHead, drawOrigin, foot, head, origin as originPlace, picture as room } from './sheet-drawing.ts';
import { workAhead } from './work-ahead.ts';

export type Composition = { readonly job: PrintJobRecord; readonly session: SessionRecord; readonly mark: PageMark; readonly origin: string; readonly at: Date };

/** One for each thread of the marker and one that waits; readers of other files wait for no more than these. */
const sheetsAhead = 3;

/**
 * Copy by copy, each with its own number, bars, visible mark and grain, so that a sheet that is found says which copy it is of. What is
 * asked of the database is asked before the first sheet.
 */
export async function composeSheets(services: Services, composition: Composition): Promise<AsyncGenerator<Uint8Array, void>> {
  const { job } = composition;
  const [pages, copies] = [await listPrintedPages(services.db, job), await services.db.selectFrom('printCopies').select(['number', 'markSerial']).where('jobId', '=', job.id).orderBy('number').execute()];
  const sheets = copies.flatMap((copy, among) =>
    pages.map((page, index) => ({ page, copyNumber: formatCopyNumber(job.registerNumber, copy.number), serial: Number(copy.markSerial), index, sheets: pages.length, isFirstCopy: among === 0 })));
  return writeSheets(services, composition, sheets);
}

async function* writeSheets(services: Services, composition: Composition, sheets: readonly Sheet[]): AsyncGenerator<Uint8Array, void> {
  const { job, at, origin } = composition;
  const pdf = createPicturePdf({ title: job.registerNumber, at, sheet: a4 });
  const originStrip = pdf.hold(await drawStrip(services, drawOrigin(origin)));
  // What is the same on several sheets is held once: the head of a copy, the foot of a page in all copies.
  const [heads, feet]: [HeldPicture[], HeldPicture[]] = [[], []];
  for await (const { index, page, head: newHead, foot: newFoot } of workAhead(sheets, sheetsAhead, sheet => makeSheet(services, composition, sheet))) {
    if (newHead) heads.push(pdf.hold(newHead));
    if (newFoot) feet.push(pdf.hold(newFoot));
    const strips = [{ picture: heads.at(-1), ...head }, { picture: feet[index], ...foot }, { picture: originStrip, ...originPlace }];
    pdf.addSheet([placePicture(pdf.hold(page)), ...strips.flatMap(({ picture, ...place }) => (picture ? [{ picture, ...place }] : []))]);
    yield* pdf.take();
  }
  pdf.finish();
  yield* pdf.take();
}

type Sheet = { readonly page: PrintedPage; readonly copyNumber: string; readonly serial: number; /** Within its copy, of `sheets`. */ readonly index: number; readonly sheets: number; readonly isFirstCopy: boolean };
type MadeSheet = { readonly index: number; readonly page: PdfPicture; readonly head: PdfPicture | null; readonly foot: PdfPicture | null };

async function makeSheet(services: Services, { job, session, mark }: Composition, { page, copyNumber, serial, index, sheets, isFirstCopy }: Sheet): Promise<MadeSheet> {
  const stored = await services.pages.get(page.optimisedBlob);
  const own = { ...mark, lines: [...mark.lines, copyNumber], grain: mark.grain && { ...mark.grain, serial } };
  const [marked, newHead, newFoot] = await Promise.all([
    services.marker.markPrint(stored, own, job.regions.filter(({ pageId }) => pageId === page.id)),
    index === 0 ? drawStrip(services, drawHead({ secrecyMark: formatSecrecyMark(secrecyOf(session)), copyNumber })) : null,
    isFirstCopy ? drawStrip(services, drawFoot({ of: `${page.materialNumber} ${page.materialName}　第 ${String(page.number)} 页`, sheet: index + 1, sheets })) : null,
  ]);
  releaseBytes(stored);
  return { index, page: { kind: 'jpeg', bytes: marked.jpeg, widthPx: marked.widthPx, heightPx: marked.heightPx }, head: newHead, foot: newFoot };
}

const drawStrip = async ({ marker }: Services, svg: string): Promise<PdfPicture> => ({ kind: 'grey', ...(await marker.drawGrey(svg)) });

/** As large as the paper allows, a page that lies on its side turned; never cropped. */
function placePicture(picture: HeldPicture): Placing {
  const isTurned = picture.widthPx > picture.heightPx;
  const [wide, high] = isTurned ? [picture.heightPx, picture.widthPx] : [picture.widthPx, picture.heightPx];
  const scale = Math.min(room.width / wide, room.height / high);
  const [width, height] = [wide * scale, high * scale];
  return { picture, x: room.left + (room.width - width) / 2, y: room.bottom + (room.height - height) / 2, width, height, isTurned };
}
