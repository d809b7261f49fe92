import { z } from 'zod';
import type { DraftId} from '#shared/domain/ids';
import { DraftPageId } from '#shared/domain/ids';
import { DraftPage } from '#shared/domain/scanning';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

const PageFacts = DraftPage.omit({ id: true }).extend({
  byteLength: z.int().nonnegative(),
  /** Address of its upload at the data centre, begun or done; null before the first attempt. */
  uploadUrl: z.string().nullable(),
});

/** `position` orders all pages of a draft, also those taken out; equal positions keep the order of arrival. */
export type StoredPage = DraftPage & z.infer<typeof PageFacts> & { readonly position: number; readonly removedAt: number | null };
export type PageImageKind = 'original' | 'thumbnail';
export type PageImages = Readonly<Record<PageImageKind, Uint8Array>>;

export type DraftPageRepository = {
  /** In the order of the material, with those taken out in their places. */
  readonly list: (draftId: DraftId) => Promise<readonly StoredPage[]>;
  readonly add: (draftId: DraftId, page: StoredPage, images: PageImages) => Promise<void>;
  /** Everything but the images. */
  readonly update: (page: StoredPage) => Promise<void>;
  /** Into another draft, its position unchanged. */
  readonly reassign: (id: DraftPageId, draftId: DraftId) => Promise<void>;
  /** Throws `SealBroken` when the image was damaged on disk. */
  readonly findImage: (page: { readonly draftId: DraftId; readonly id: DraftPageId }, kind: PageImageKind) => Promise<Buffer | undefined>;
};

const Row = z.object({
  id: DraftPageId,
  position: z.int(),
  removed_at: z.int().nullable(),
  sealed: z.instanceof(Buffer),
});
const ImageRow = z.object({ sealed: z.instanceof(Buffer) });

const factsPlace = (id: DraftPageId): Place => ({ table: 'draft_pages', id, column: 'sealed' });
const imagePlace = (id: DraftPageId, kind: PageImageKind): Place => ({ table: 'draft_page_images', id, column: kind });
const imageKinds: readonly PageImageKind[] = ['original', 'thumbnail'];

export function draftPageRepository(sql: SqlRunner, sealer: Sealer): DraftPageRepository {
  const sealFacts = (page: StoredPage): Buffer => sealer.sealJson(factsPlace(page.id), PageFacts.parse(page));
  return {
    list: async draftId => {
      const rows = await sql.all(Row, 'SELECT id, position, removed_at, sealed FROM draft_pages WHERE draft_id = ? ORDER BY position, arrival', [draftId]);
      return rows.map(row => ({
        id: row.id,
        position: row.position,
        removedAt: row.removed_at,
        ...sealer.openJson(factsPlace(row.id), row.sealed, PageFacts),
      }));
    },
    add: async (draftId, page, images) => {
      const values = [page.id, draftId, page.position, page.removedAt, sealFacts(page)];
      await sql.run('INSERT INTO draft_pages (id, draft_id, position, removed_at, sealed) VALUES (?, ?, ?, ?, ?)', values);
      for (const kind of imageKinds) {
        const sealed = sealer.seal(imagePlace(page.id, kind), images[kind]);
        await sql.run('INSERT INTO draft_page_images (page_id, kind, sealed) VALUES (?, ?, ?)', [page.id, kind, sealed]);
      }
    },
    update: async page => {
      const values = [page.position, page.removedAt, sealFacts(page), page.id];
      await sql.run('UPDATE draft_pages SET position = ?, removed_at = ?, sealed = ? WHERE id = ?', values);
    },
    reassign: async (id, draftId) => {
      await sql.run('UPDATE draft_pages SET draft_id = ? WHERE id = ?', [draftId, id]);
    },
    findImage: async ({ draftId, id }, kind) => {
      const query = `SELECT i.sealed FROM draft_page_images i JOIN draft_pages p ON p.id = i.page_id WHERE p.id = ? AND p.draft_id = ? AND i.kind = ?`;
      const [row] = await sql.all(ImageRow, query, [id, draftId, kind]);
      return row && sealer.open(imagePlace(id, kind), row.sealed);
    },
  };
}
