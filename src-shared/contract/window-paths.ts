import type { DraftId, DraftPageId, PackageId, PageId, PrintJobId, ViewSessionId } from '../domain/ids.ts';
import type { DraftPage } from '../domain/scanning.ts';
import type { PageSize } from '../domain/viewing.ts';

/** Pictures and documents reach the window as addresses of its own origin, answered by src-main, never stored. */
export const windowPaths = {
  page: (sessionId: ViewSessionId, pageId: PageId, size: PageSize): string => `/pages/${sessionId}/${pageId}?size=${size}`,
  /** The optimised image, or the scan until that is made; each new picture has another address. */
  draftPage: (draftId: DraftId, { id, revision }: Pick<DraftPage, 'id' | 'revision'>, size: PageSize): string => `/drafts/${draftId}/${id}?size=${size}&revision=${String(revision)}`,
  /** As it was scanned. */
  draftScan: (draftId: DraftId, id: DraftPageId): string => `/drafts/${draftId}/${id}?size=full&layer=original`,
  /** A page of a delivery, marked for whoever looks. */
  intakePage: (packageId: PackageId, pageId: PageId, size: PageSize): string => `/intake/${packageId}/${pageId}?size=${size}`,
  print: (id: PrintJobId): string => `/prints/${id}.pdf`,
  /** What the auditor sent to be traced, upright. */
  tracedPicture: (uploadId: string, page: number): string => `/traces/${uploadId}?page=${String(page)}`,
} as const;
