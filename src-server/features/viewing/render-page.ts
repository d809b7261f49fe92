import { formatMaterialNumber, type ClassCode } from '#shared/domain/catalogue';
import { PageId, ViewSessionId } from '#shared/domain/ids';
import { formatSecrecyMark } from '#shared/domain/secrecy';
import { formatSiteMinute } from '#shared/domain/site-clock';
import type { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { releaseBytes } from '../../blobs/release-bytes.ts';
import type { Db } from '../../db/schema.ts';
import { recordEvent } from '../audit/index.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { secrecyOf } from '../people/index.ts';
import type { PageMark } from './image-task.ts';
import { findHalf, readHalf, type HalfSource } from './half-pages.ts';
import { requireSession, sessionFacts, sessionObject, type SessionRecord } from './session-repository.ts';

export type PageQuery = { readonly sessionId: string; readonly pageId: string; readonly size: PageSize };

/**
 * A JPEG of one page with the reader's mark in its pixels, decided anew for every page: session, owner, terminal, time,
 * material, clearance and kinship. Never to be kept by anybody on the way (`Cache-Control: no-store`).
 */
export async function renderPage(services: Services, subject: Subject, { sessionId, pageId, size }: PageQuery): Promise<Buffer> {
  const { db, now } = services;
  if (!ViewSessionId.safeParse(sessionId).success || !PageId.safeParse(pageId).success) throw new AppError('resource.not-found');
  const at = now();
  const session = await requireSession(db, sessionId);
  const page = await findPage(db, session, pageId);
  requireAllowed(subject, 'pages.read', sessionFacts(session, at, { holds: page !== undefined }));
  if (!page) throw new AppError('resource.not-found');
  // A thumbnail cannot be read; loading a list of them is not yet reading every material in it.
  if (size !== 'thumb' && !page.isKnown) await recordReading(db, subject, { session, page });
  const [image, mark] = await Promise.all([readImage(services, page, size), markSession(services, { session, subject, at })]);
  const marked = await services.marker.mark(image, mark, size);
  releaseBytes(image);
  return marked;
}

/** A thumbnail is made from the half-size image where there is one; nobody waits for one to be made. */
async function readImage(services: Services, page: FoundPage, size: PageSize): Promise<Buffer> {
  if (size === 'half') return readHalf(services, page);
  const half = size === 'thumb' ? await findHalf(services, page) : undefined;
  return half ?? services.pages.get(page.optimisedBlob);
}

export type MarkedReading = { readonly session: SessionRecord; readonly subject: Subject; readonly at: Date };

/** What every pixel of this session says, to the eye and in the grain. The time is the minute, so that turning pages reuses the drawn mark. */
export async function markSession({ markKeys }: Services, { session, subject, at }: MarkedReading): Promise<PageMark> {
  const { displayName, unitName, terminalName } = subject;
  const lines = [`${displayName} ${unitName}`, `${terminalName} ${formatSiteMinute(at)}`, sessionObject(session)];
  const { id: keyId, secret } = await markKeys.current(at);
  const grain = { keyId, secret, site: await markKeys.siteCode(), serial: Number(session.markSerial) };
  return { lines, secrecyMark: formatSecrecyMark(secrecyOf(session)), grain };
}

type FoundPage = HalfSource & { readonly materialId: string; readonly classCode: ClassCode; readonly sequence: number; readonly isKnown: boolean };

/** Undefined for whatever does not belong to this session: another material, another person, no page at all. */
async function findPage(db: Db, { id, requestId, volumeId }: SessionRecord, pageId: string): Promise<FoundPage | undefined> {
  const found = db
    .selectFrom('pages')
    .innerJoin('materials', 'materials.id', 'pages.materialId')
    .leftJoin('viewSeconds', join => join.onRef('viewSeconds.materialId', '=', 'materials.id').on('viewSeconds.viewSessionId', '=', id))
    .where('pages.id', '=', pageId)
    .select(['pages.id', 'widthPx', 'heightPx', 'optimisedBlob', 'halfBlob', 'materials.id as materialId', 'classCode', 'sequence', 'seconds']);
  const scoped =
    requestId === null
      ? found.where('materials.volumeId', '=', volumeId)
      : found.where('materials.id', 'in', db.selectFrom('grantMaterials').select('materialId').where('requestId', '=', requestId));
  const page = await scoped.executeTakeFirst();
  return page && { ...page, isKnown: page.seconds !== null };
}

/** The first page of each material in each session is an act of reading; of two at once one is recorded. */
async function recordReading(db: Db, subject: Subject, { session, page }: { readonly session: SessionRecord; readonly page: FoundPage }): Promise<void> {
  await db.transaction().execute(async tx => {
    const isFirst = await tx
      .insertInto('viewSeconds')
      .values({ viewSessionId: session.id, materialId: page.materialId, seconds: 0 })
      .onConflict(conflict => conflict.columns(['viewSessionId', 'materialId']).doNothing())
      .returning('materialId')
      .executeTakeFirst();
    if (!isFirst) return;
    const detail = `${session.archiveNumber} ${formatMaterialNumber(page.classCode, page.sequence)}`;
    await recordEvent(tx, subject, { act: 'pages.read', object: sessionObject(session), detail, personId: session.personId });
  });
}
