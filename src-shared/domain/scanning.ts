import { z } from 'zod';
import { DraftId, DraftPageId, PersonId, VolumeId } from './ids.ts';
import { PageFlag } from './page-flag.ts';
import { PageRecipe } from './page-recipe.ts';
import { Separator } from './page-steps.ts';
import { CatalogueRow, Rotation } from './volume.ts';

export const Scanner = z.object({ id: z.string().min(1).max(200), vendor: z.string(), model: z.string(), kind: z.string() });
export type Scanner = z.infer<typeof Scanner>;

/** Read from the device, never hard-coded: what it calls its sources and modes, and the resolutions it offers. */
export const ScannerCapabilities = z.object({
  sources: z.array(z.object({ name: z.string(), kind: z.enum(['flatbed', 'feeder', 'duplex']) })).readonly(),
  modes: z.array(z.object({ name: z.string(), kind: z.enum(['color', 'gray', 'lineart']) })).readonly(),
  resolutionsDpi: z.array(z.int().positive()).readonly(),
  maxWidthMm: z.number().positive(),
  maxHeightMm: z.number().positive(),
});
export type ScannerCapabilities = z.infer<typeof ScannerCapabilities>;

/** Names as the device gave them in its capabilities. */
export const ScanSettings = z.object({
  source: z.string().max(100).nullable(),
  mode: z.string().max(100).nullable(),
  resolutionDpi: z.int().min(50).max(1200),
  widthMm: z.number().positive().max(450),
  heightMm: z.number().positive().max(1200),
  /** How many sheets at most; null scans until the feeder is empty. A flatbed scans one. */
  maxPages: z.int().positive().max(500).nullable(),
});
export type ScanSettings = z.infer<typeof ScanSettings>;

/** Named choices for the desk; `kind`s are matched against what the device offers. */
export const ScanProfile = z.object({
  id: z.enum(['archive', 'small-print', 'photo']),
  source: z.enum(['flatbed', 'feeder', 'duplex']),
  mode: z.enum(['color', 'gray']),
  resolutionDpi: z.int().positive(),
});
export type ScanProfile = z.infer<typeof ScanProfile>;

/** 300 dpi and colour is what acceptance demands of personnel files; 600 dpi for small or faint print. */
export const scanProfiles: readonly ScanProfile[] = [
  { id: 'archive', source: 'feeder', mode: 'color', resolutionDpi: 300 },
  { id: 'small-print', source: 'feeder', mode: 'color', resolutionDpi: 600 },
  { id: 'photo', source: 'flatbed', mode: 'color', resolutionDpi: 600 },
];

export const DraftPage = z.object({
  id: DraftPageId,
  /** Of the picture that the window gets: the optimised image, or the scan until that is made. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** Quarter turns clockwise that this picture still lacks: it is being made anew. */
  rotation: Rotation,
  dpi: z.int().positive(),
  recipe: PageRecipe,
  flags: z.array(PageFlag).max(20).readonly(),
  /** Kept and shown, but no page of the material: a blank side, a separator sheet, or what a person laid aside. */
  isSetAside: z.boolean(),
  separator: Separator.nullable(),
  /** What the barcode on the sheet says. */
  barcode: z.string().max(80).nullable(),
  /** It is being worked on, or waits for it; `draft.page-changed` follows. */
  isWaiting: z.boolean(),
  /** Grows with each new picture and is a part of its address. */
  revision: z.int().nonnegative(),
});
export type DraftPage = z.infer<typeof DraftPage>;

/** The catalogue row while it is being typed: anything may still be missing. */
export const DraftRow = CatalogueRow.partial();
export type DraftRow = z.infer<typeof DraftRow>;

/** A material on the desk: kept encrypted at the terminal until the data centre has filed it. */
export const Draft = z.object({
  id: DraftId,
  volumeId: VolumeId,
  personId: PersonId,
  personName: z.string(),
  row: DraftRow,
  pages: z.array(DraftPage).readonly(),
  /** Pages taken out, newest first: each can be put back until the material is filed. */
  removedPages: z.array(DraftPage).readonly(),
  state: z.enum(['open', 'scanning', 'filing']),
  updatedAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof Draft>;
