import { createHash } from 'node:crypto';
import type { VolumeId } from '#shared/domain/ids';
import { pagesToFile, type DraftRow } from '#shared/domain/scanning';
import { maxSetAside } from '#shared/domain/set-aside';
import { CatalogueRow } from '#shared/domain/volume';
import { AppError } from '#shared/errors/app-error';
import type { StoredPage } from '../../store/index.ts';

export type SideToFile = { readonly page: StoredPage; /** How many pages of the material lie before it. */ readonly after: number };
export type FilingPlan = { readonly row: CatalogueRow; readonly pages: readonly StoredPage[]; readonly setAside: readonly SideToFile[]; readonly fingerprint: string };

/**
 * What would be filed, or why it cannot be: `draft.empty`, `catalogue.row-incomplete` with the fields, or
 * `catalogue.pages-differ` with both numbers. `kept` are the kept ones in order; what was laid aside
 * among them is filed beside the pages, so that no blankness that was none is ever lost. Separator sheets are ours and are not kept.
 */
export function planFiling(typed: DraftRow, kept: readonly StoredPage[]): FilingPlan {
  const pages = pagesToFile(kept);
  if (pages.length === 0) throw new AppError('draft.empty');
  const row = requireRow(typed);
  if (row.pageCount !== pages.length) throw new AppError('catalogue.pages-differ', { catalogue: row.pageCount, images: pages.length });
  const setAside = sidesOf(kept);
  if (setAside.length > maxSetAside) throw new AppError('draft.too-many-aside', { count: setAside.length, most: maxSetAside });
  return { row, pages, setAside, fingerprint: fingerprintOf(row, pages, setAside) };
}

/** The same for loose material: each volume gives it its own next number, so that none need be typed; another choice of volumes is another act. */
export function planLooseFiling(typed: DraftRow, pages: readonly StoredPage[], volumeIds: readonly VolumeId[]): FilingPlan {
  const plan = planFiling({ ...typed, sequence: 1 }, pages);
  return { ...plan, fingerprint: createHash('sha256').update([plan.fingerprint, ...volumeIds.toSorted()].join(' ')).digest('hex') };
}

function sidesOf(kept: readonly StoredPage[]): readonly SideToFile[] {
  let after = 0;
  return kept.flatMap(page => {
    if (!page.isSetAside) after += 1;
    return page.isSetAside && page.separator === null ? [{ page, after }] : [];
  });
}

/** A remark may stay unwritten and a material undated; nothing else may be missing. */
function requireRow(typed: DraftRow): CatalogueRow {
  const parsed = CatalogueRow.safeParse({ remark: '', formedOn: null, ...typed });
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map(issue => String(issue.path[0])));
  throw new AppError('catalogue.row-incomplete', { fields: [...fields].join(', ') });
}

/** Equal for equal content only: a retry of the same act is told from a new act by it. */
function fingerprintOf(row: CatalogueRow, pages: readonly StoredPage[], setAside: readonly SideToFile[]): string {
  const content = JSON.stringify([Object.entries(row).sort(([a], [b]) => a.localeCompare(b)), pages.map(({ id, recipe }) => [id, recipe]), ...setAside.map(({ page: { id }, after }) => [id, after])]);
  return createHash('sha256').update(content).digest('hex');
}
