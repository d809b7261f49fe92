import { intakePagePath } from '#shared/contract/server/intake-operations';
import { tracedPicturePath } from '#shared/contract/server/trace-operations';
import { DraftId, DraftPageId, PackageId, PageId } from '#shared/domain/ids';
import type { PageSize } from '#shared/domain/viewing';
import { z } from 'zod';
import type { TerminalServices } from '../../app/services.ts';
import type { ServeResponse } from '../../host/app-host.ts';
import type { PageImageKind, StoredPage } from '../../store/index.ts';
import type { DraftDesk } from '../drafts/index.ts';
import { pageLimitBytes, picture, refuse, relay, sizeOf, type PageRoutes } from './serve-pages.ts';

const DraftPath = z.tuple([z.literal('drafts'), DraftId, DraftPageId]);
const IntakePath = z.tuple([z.literal('intake'), PackageId, PageId]);
const TracePath = z.tuple([z.literal('traces'), z.string().regex(/^[0-9a-f]{32}$/)]);
const PageOfPicture = z.coerce.number().int().positive().catch(1);
const jpeg = { type: 'image/jpeg', limitBytes: pageLimitBytes } as const;

export type DeskPages = {
  readonly desk: Pick<DraftDesk, 'requireOwn'>;
  /** Both scans of a joined page as one picture. */
  readonly lookAt: (page: StoredPage, original: Uint8Array) => Promise<{ readonly jpeg: Uint8Array }>;
};

/** Pages that are being worked on: at the scanning desk, of a delivery, and the auditor's pictures. */
export function workRoutes(services: TerminalServices, desk: DeskPages): PageRoutes {
  return {
    drafts: (parts, request) => {
      const draft = DraftPath.safeParse(parts).data;
      return draft && serveDraftPage(services, desk, { draftId: draft[1], id: draft[2], kinds: kindsOf(sizeOf(request), request.query.get('layer')) });
    },
    intake: (parts, request) => {
      const page = IntakePath.safeParse(parts).data;
      return page && relay(services, `${intakePagePath(page[1], page[2])}?size=${sizeOf(request)}`, jpeg);
    },
    traces: (parts, request) => {
      const traced = TracePath.safeParse(parts).data;
      return traced && relay(services, tracedPicturePath(traced[1], PageOfPicture.parse(request.query.get('page'))), jpeg);
    },
  };
}

type DraftPicture = { readonly draftId: DraftId; readonly id: DraftPageId; readonly kinds: readonly PageImageKind[] };

/** A page that is not worked on yet is shown as it was scanned. */
function kindsOf(size: PageSize, layer: string | null): readonly PageImageKind[] {
  if (size === 'thumb') return ['thumbnail'];
  return layer === 'original' ? ['original'] : ['optimised', 'original'];
}

async function serveDraftPage({ store }: TerminalServices, { desk, lookAt }: DeskPages, { draftId, id, kinds }: DraftPicture): Promise<ServeResponse> {
  await desk.requireOwn(draftId);
  let body: Buffer | undefined;
  for (const kind of kinds) body ??= await store.pages.findImage({ draftId, id }, kind);
  if (!body) return refuse(404);
  const page = kinds[0] === 'original' ? await store.pages.find({ draftId, id }) : undefined;
  return picture(page?.recipe.join ? (await lookAt(page, body)).jpeg : body);
}
