import { untouched, type StoredPage } from '../../src-main/store/draft-page-repository.ts';
import { DraftPageId } from '../../src-shared/domain/ids.ts';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import type { DraftPage } from '../../src-shared/domain/scanning.ts';

/** A page as the terminal keeps it. */
export const aStoredPage = (overrides: Partial<StoredPage> = {}): StoredPage => ({
  id: DraftPageId.parse(crypto.randomUUID()),
  widthPx: 2480,
  heightPx: 3508,
  dpi: 300,
  byteLength: 1000,
  uploadUrl: null,
  position: 0,
  removedAt: null,
  ...untouched,
  ...overrides,
});

/** A page as the window knows it. */
export const aDraftPage = (overrides: Partial<DraftPage> = {}): DraftPage => ({
  id: DraftPageId.parse(crypto.randomUUID()),
  widthPx: 2480,
  heightPx: 3508,
  scan: { widthPx: 2480, heightPx: 3508 },
  rotation: 0,
  dpi: 300,
  recipe: plainRecipe,
  flags: [],
  isSetAside: false,
  separator: null,
  barcode: null,
  isWaiting: false,
  revision: 0,
  ...overrides,
});
