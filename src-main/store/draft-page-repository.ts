import { z } from 'zod';
import { DraftPageId, type DraftId } from '#shared/domain/ids';
import { PageFlag } from '#shared/domain/page-flag';
import { PageTraits } from '#shared/domain/page-plan';
import { PageRecipe, plainRecipe } from '#shared/domain/page-recipe';
import { PageSteps, Separator } from '#shared/domain/page-steps';
import { Rotation } from '#shared/domain/volume';
import type { Place, Sealer } from './sealer.ts';
import type { SqlRunner } from './sqlite-database.ts';

const Pixels = z.int().positive();

const PageFacts = z.object({
  /** Of the original. */
  widthPx: Pixels,
  heightPx: Pixels,
  dpi: Pixels,
  byteLength: z.int().nonnegative(),
  /** Address of its upload at the data centre, begun or done; null before the first attempt. */
  uploadUrl: z.string().nullable(),
  recipe: PageRecipe,
  /** How the optimised image was made that lies in the store. */
  rendered: z.object({ recipe: PageRecipe, widthPx: Pixels, heightPx: Pixels }).nullable(),
  revision: z.int().nonnegative(),
  flags: z.array(PageFlag).readonly(),
  isSetAside: z.boolean(),
  separator: Separator.nullable(),
  barcode: z.string().nullable(),
  /** What is to be found out about it still; null: it has been, or a person has decided. */
  steps: PageSteps.nullable(),
  /** By what a later page of the material is compared with this one; null: nothing was measured. */
  traits: PageTraits.nullable(),
});
type PageFacts = z.infer<typeof PageFacts>;

/** What a page has on which nothing was done yet. */
export const untouched = {
  recipe: plainRecipe,
  rendered: null,
  revision: 0,
  flags: [],
  isSetAside: false,
  separator: null,
  barcode: null,
  steps: null,
  traits: null,
  isWaiting: false,
} satisfies Partial<StoredPage>;

/** Before there were recipes a page had a turn only. */
const FormerFacts = PageFacts.pick({ widthPx: true, heightPx: true, dpi: true, byteLength: true, uploadUrl: true })
  .extend({ rotation: Rotation })
  .transform(({ rotation, ...facts }): PageFacts => {
    const { isWaiting: _isWaiting, ...rest } = untouched;
    return { ...facts, ...rest, recipe: { ...plainRecipe, turn: rotation } };
  });
const KnownFacts = z.union([PageFacts, FormerFacts]);

/**
 * `position` orders all pages of a draft, also those taken out; equal positions keep the order of arrival. `isWaiting`: its
 * steps or its picture are still to be made.
 */
export type StoredPage = PageFacts & { readonly id: DraftPageId; readonly position: number; readonly removedAt: number | null; readonly isWaiting: boolean };
export type PageImageKind = 'original' | 'thumbnail' | 'optimised';
export type PageImages = { readonly original: Uint8Array; readonly thumbnail: Uint8Array };
export type PagePlace = { readonly draftId: DraftId; readonly id: DraftPageId };

export type DraftPageRepository = {
  /** In the order of the material, with those taken out in their places. */
  readonly list: (draftId: DraftId) => Promise<readonly StoredPage[]>;
  readonly add: (draftId: DraftId, page: StoredPage, images: PageImages) => Promise<void>;
  /** Everything but the images. */
  readonly update: (page: StoredPage) => Promise<void>;
  /** The optimised image and the small picture of it. */
  readonly saveRendering: (id: DraftPageId, images: { readonly optimised: Uint8Array; readonly thumbnail: Uint8Array }) => Promise<void>;
  /** Into another draft, its position unchanged. */
  readonly reassign: (id: DraftPageId, draftId: DraftId) => Promise<void>;
  /** Throws `SealBroken` when the image was damaged on disk. */
  readonly findImage: (page: PagePlace, kind: PageImageKind) => Promise<Buffer | undefined>;
  readonly find: (place: PagePlace) => Promise<StoredPage | undefined>;
  /** Where the next page of the material goes. */
  readonly nextPosition: (draftId: DraftId) => Promise<number>;
  /** Those that wait for work: what a person waits for first, then in the order in which they came. */
  readonly listWaiting: (limit: number) => Promise<readonly PagePlace[]>;
  readonly countWaiting: (draftId: DraftId) => Promise<number>;
};

const Row = z.object({ id: DraftPageId, position: z.int(), removed_at: z.int().nullable(), is_waiting: z.int(), sealed: z.instanceof(Buffer) });
const ImageRow = z.object({ sealed: z.instanceof(Buffer) });
const WaitingRow = z.object({ id: DraftPageId, draft_id: z.string() });

/** 0 for nothing to do, 1 for a scan to be worked on, 2 for a change that somebody watches. */
const rankOf = ({ isWaiting, steps }: StoredPage): number => (isWaiting ? (steps === null ? 2 : 1) : 0);

const factsPlace = (id: DraftPageId): Place => ({ table: 'draft_pages', id, column: 'sealed' });
const imagePlace = (id: DraftPageId, kind: PageImageKind): Place =>
  kind === 'optimised' ? { table: 'draft_page_optimised', id, column: 'sealed' } : { table: 'draft_page_images', id, column: kind };

export function draftPageRepository(sql: SqlRunner, sealer: Sealer): DraftPageRepository {
  return { ...readers(sql, sealer), ...writers(sql, sealer) };
}

function readers(sql: SqlRunner, sealer: Sealer): Omit<DraftPageRepository, 'add' | 'update' | 'saveRendering' | 'reassign'> {
  const open = (row: z.infer<typeof Row>): StoredPage => ({
    id: row.id,
    position: row.position,
    removedAt: row.removed_at,
    isWaiting: row.is_waiting > 0,
    ...sealer.openJson(factsPlace(row.id), row.sealed, KnownFacts),
  });
  return {
    list: async draftId => {
      const rows = await sql.all(Row, 'SELECT id, position, removed_at, is_waiting, sealed FROM draft_pages WHERE draft_id = ? ORDER BY position, arrival', [draftId]);
      return rows.map(open);
    },
    find: async ({ draftId, id }) => {
      const [row] = await sql.all(Row, 'SELECT id, position, removed_at, is_waiting, sealed FROM draft_pages WHERE id = ? AND draft_id = ?', [id, draftId]);
      return row && open(row);
    },
    nextPosition: async draftId => {
      const [row] = await sql.all(z.object({ last: z.int().nullable() }), 'SELECT max(position) AS last FROM draft_pages WHERE draft_id = ?', [draftId]);
      return (row?.last ?? -1) + 1;
    },
    findImage: async ({ draftId, id }, kind) => {
      const [table, condition] = kind === 'optimised' ? ['draft_page_optimised', ''] : ['draft_page_images', `AND i.kind = '${kind}'`];
      const query = `SELECT i.sealed FROM ${table} i JOIN draft_pages p ON p.id = i.page_id WHERE p.id = ? AND p.draft_id = ? ${condition}`;
      const [row] = await sql.all(ImageRow, query, [id, draftId]);
      return row && sealer.open(imagePlace(id, kind), row.sealed);
    },
    listWaiting: async limit => {
      const rows = await sql.all(WaitingRow, 'SELECT id, draft_id FROM draft_pages WHERE is_waiting > 0 ORDER BY is_waiting DESC, arrival LIMIT ?', [limit]);
      return rows.map(({ id, draft_id }) => ({ id, draftId: draft_id as DraftId })); // `as`: the column holds ids of drafts alone
    },
    countWaiting: async draftId => {
      const rows = await sql.all(z.object({ count: z.int() }), 'SELECT count(*) AS count FROM draft_pages WHERE draft_id = ? AND is_waiting > 0', [draftId]);
      return rows[0]?.count ?? 0;
    },
  };
}

function writers(sql: SqlRunner, sealer: Sealer): Pick<DraftPageRepository, 'add' | 'update' | 'saveRendering' | 'reassign'> {
  const sealFacts = (page: StoredPage): Buffer => sealer.sealJson(factsPlace(page.id), PageFacts.parse(page));
  const seal = (id: DraftPageId, kind: PageImageKind, image: Uint8Array): Buffer => sealer.seal(imagePlace(id, kind), image);
  return {
    add: async (draftId, page, images) => {
      const values = [page.id, draftId, page.position, page.removedAt, rankOf(page), sealFacts(page)];
      await sql.run('INSERT INTO draft_pages (id, draft_id, position, removed_at, is_waiting, sealed) VALUES (?, ?, ?, ?, ?, ?)', values);
      for (const kind of ['original', 'thumbnail'] as const) {
        await sql.run('INSERT INTO draft_page_images (page_id, kind, sealed) VALUES (?, ?, ?)', [page.id, kind, seal(page.id, kind, images[kind])]);
      }
    },
    update: async page => {
      const values = [page.position, page.removedAt, rankOf(page), sealFacts(page), page.id];
      await sql.run('UPDATE draft_pages SET position = ?, removed_at = ?, is_waiting = ?, sealed = ? WHERE id = ?', values);
    },
    saveRendering: async (id, { optimised, thumbnail }) => {
      const upsert = 'INSERT INTO draft_page_optimised (page_id, sealed) VALUES (?, ?) ON CONFLICT (page_id) DO UPDATE SET sealed = excluded.sealed';
      await sql.run(upsert, [id, seal(id, 'optimised', optimised)]);
      await sql.run(`UPDATE draft_page_images SET sealed = ? WHERE page_id = ? AND kind = 'thumbnail'`, [seal(id, 'thumbnail', thumbnail), id]);
    },
    reassign: async (id, draftId) => {
      await sql.run('UPDATE draft_pages SET draft_id = ? WHERE id = ?', [draftId, id]);
    },
  };
}
