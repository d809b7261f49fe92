import { z } from 'zod';
import { tracedPicturePath } from '#shared/contract/server/trace-operations';
import { intakePagePath } from '#shared/contract/server/intake-operations';
import { printPath } from '#shared/contract/server-api';
import { DraftId, DraftPageId, PackageId, PageId, PrintJobId, ViewSessionId } from '#shared/domain/ids';
import { PageSize } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import type { TerminalServices } from '../../app/services.ts';
import type { PageImageKind, StoredPage } from '../../store/index.ts';
import type { DraftDesk } from '../drafts/index.ts';
import type { OfflineReadings } from './offline-readings.ts';
import { readPage } from './read-page.ts';
import type { ServeHandler, ServeRequest, ServeResponse } from '../../host/app-host.ts';

const pageLimitBytes = 40 * 1024 * 1024;
const printLimitBytes = 256 * 1024 * 1024;

/** What a page of a personnel file may leave behind in a browser: nothing. */
const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' } as const;

const PagePath = z.tuple([z.literal('pages'), ViewSessionId, PageId]);
const DraftPath = z.tuple([z.literal('drafts'), DraftId, DraftPageId]);
const IntakePath = z.tuple([z.literal('intake'), PackageId, PageId]);
const TracePath = z.tuple([z.literal('traces'), z.string().regex(/^[0-9a-f]{32}$/)]);
const PageOfPicture = z.coerce.number().int().positive().catch(1);
const PrintPath = z.tuple([z.literal('prints'), z.string().regex(/\.pdf$/).transform(name => name.slice(0, -4)).pipe(PrintJobId)]);

/** Answers the addresses of `windowPaths` for the person who is signed in and not locked; null for any other address. */
export type PageSources = {
  readonly desk: DraftDesk;
  readonly offline: OfflineReadings;
  /** Both scans of a joined page as one picture. */
  readonly lookAt: (page: StoredPage, original: Uint8Array) => Promise<{ readonly jpeg: Uint8Array }>;
};

export function createPageServer(services: TerminalServices, sources: PageSources): ServeHandler {
  const { offline } = sources;
  const { session, reportBug } = services;
  const answer = async (request: ServeRequest): Promise<ServeResponse | null> => {
    const parts = request.path.split('/').slice(1);
    if (!['pages', 'drafts', 'intake', 'prints', 'traces'].includes(parts[0] ?? '')) return null;
    session.requireUnlocked();
    if (request.method !== 'GET') return refuse(405);
    const [page, draft, intake, print] = [PagePath.safeParse(parts), DraftPath.safeParse(parts), IntakePath.safeParse(parts), PrintPath.safeParse(parts)];
    const size = PageSize.catch('half').parse(request.query.get('size'));
    if (page.success) return picture(await readPage(services, offline, { viewSessionId: page.data[1], pageId: page.data[2], size }));
    if (intake.success) return relay(services, `${intakePagePath(intake.data[1], intake.data[2])}?size=${size}`, { type: 'image/jpeg', limitBytes: pageLimitBytes });
    if (print.success) return relay(services, printPath(print.data[1]), { type: 'application/pdf', limitBytes: printLimitBytes });
    const traced = TracePath.safeParse(parts);
    if (traced.success) return relay(services, tracedPicturePath(traced.data[1], PageOfPicture.parse(request.query.get('page'))), { type: 'image/jpeg', limitBytes: pageLimitBytes });
    if (draft.success) return serveDraftPage(services, sources, { draftId: draft.data[1], id: draft.data[2], kinds: kindsOf(size, request.query.get('layer')) });
    return refuse(404);
  };
  return async request => {
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof AppError) return refuse(error.status);
      reportBug(error);
      return refuse(500);
    }
  };
}

function refuse(status: number): ServeResponse {
  return { status, headers, body: new Uint8Array() };
}

const picture = (body: Uint8Array): ServeResponse => ({ status: 200, headers: { ...headers, 'content-type': 'image/jpeg' }, body });

/** The type is ours to say, not the answer's: a picture stays a picture whatever came. */
async function relay({ server }: TerminalServices, path: string, { type, limitBytes }: { readonly type: string; readonly limitBytes: number }): Promise<ServeResponse> {
  const { bytes } = await server.getBytes(path, limitBytes);
  return { status: 200, headers: { ...headers, 'content-type': type }, body: bytes };
}

type DraftPicture = { readonly draftId: DraftId; readonly id: DraftPageId; readonly kinds: readonly PageImageKind[] };

/** A page that is not worked on yet is shown as it was scanned. */
function kindsOf(size: PageSize, layer: string | null): readonly PageImageKind[] {
  if (size === 'thumb') return ['thumbnail'];
  return layer === 'original' ? ['original'] : ['optimised', 'original'];
}

async function serveDraftPage({ store }: TerminalServices, { desk, lookAt }: PageSources, { draftId, id, kinds }: DraftPicture): Promise<ServeResponse> {
  await desk.requireOwn(draftId);
  let body: Buffer | undefined;
  for (const kind of kinds) body ??= await store.pages.findImage({ draftId, id }, kind);
  if (!body) return refuse(404);
  const page = kinds[0] === 'original' ? await store.pages.find({ draftId, id }) : undefined;
  return picture(page?.recipe.join ? (await lookAt(page, body)).jpeg : body);
}
