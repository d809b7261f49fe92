import { plainRecipe } from '#shared/domain/page-recipe';
import { maxTracedBytes, maxTracedPages } from '#shared/domain/trace';
import { AppError } from '#shared/errors/app-error';
import type { Services } from '../../app/services.ts';
import { requireAllowed, type Subject } from '../authority/index.ts';
import { countPdfPages, PackageRefusal, renderPdfPage } from '../intake/packages/index.ts';
import { readUpload } from '../uploads/index.ts';

export type TracedPicture = { readonly uploadId: string; readonly page: number };

/** What the auditor sent, as a picture; of a PDF one page. Throws `image.unreadable` or `image.too-large`; nothing of it lies in clear anywhere. */
export async function loadPicture(services: Services, subject: Subject, { uploadId, page }: TracedPicture): Promise<{ readonly bytes: Buffer; readonly image: Buffer }> {
  if (!/^[0-9a-f]{32}$/.test(uploadId)) throw new AppError('resource.not-found');
  const bytes = await readUpload(services, subject.accountId, uploadId);
  if (bytes.length > maxTracedBytes) throw new AppError('image.too-large');
  if (bytes.toString('latin1', 0, 5) === '%PDF-') return { bytes, image: await drawPage(bytes, page) };
  if (page !== 1) throw new AppError('image.unreadable');
  return { bytes, image: bytes };
}

async function drawPage(pdf: Buffer, page: number): Promise<Buffer> {
  try {
    const pages = await countPdfPages(pdf, '');
    if (page > Math.min(pages, maxTracedPages)) throw new AppError('image.unreadable');
    return await renderPdfPage(pdf, '', page);
  } catch (error) {
    if (error instanceof PackageRefusal) throw new AppError('image.unreadable', {}, { cause: error });
    throw error;
  }
}

export async function readTracedPicture(services: Services, subject: Subject, picture: TracedPicture): Promise<Buffer> {
  requireAllowed(subject, 'traces.run');
  const { image } = await loadPicture(services, subject, picture);
  return (await services.marker.optimise(image, plainRecipe)).jpeg;
}
