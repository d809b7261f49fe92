import { z } from 'zod';
import { DraftId, DraftPageId, PersonId, VolumeId } from './ids.ts';
import { PageFlag } from './page-flag.ts';
import { PageRecipe } from './page-recipe.ts';
import { Separator } from './page-steps.ts';
import { CatalogueRow, Rotation } from './volume.ts';

export const Scanner = z.object({
  id: z.string().min(1).max(200),
  vendor: z.string(),
  model: z.string(),
  kind: z.string(),
  /** How this terminal reaches it: through SANE, over the network by itself, or as a folder that a vendor's program fills. */
  connection: z.enum(['sane', 'network', 'folder']).optional(),
});
export type Scanner = z.infer<typeof Scanner>;

export const SourceKind = z.enum(['flatbed', 'feeder', 'duplex']);
export type SourceKind = z.infer<typeof SourceKind>;
export const ModeKind = z.enum(['color', 'gray', 'lineart']);
export type ModeKind = z.infer<typeof ModeKind>;

/** One setting in the device's own words. */
export const DeviceOptionValue = z.object({ name: z.string().min(1).max(100), value: z.union([z.boolean(), z.number(), z.string().max(200)]) });
export type DeviceOptionValue = z.infer<typeof DeviceOptionValue>;

/** An option that the device has beyond source, mode, resolution and paper: its own name, title, group, and what it takes. */
export const DeviceOption = z.object({
  name: z.string(),
  title: z.string(),
  group: z.string(),
  kind: z.enum(['switch', 'number', 'text', 'choice']),
  unit: z.enum(['none', 'pixel', 'bit', 'mm', 'dpi', 'percent', 'microsecond']),
  /** Null where only `choices` count. */
  range: z.object({ min: z.number(), max: z.number(), step: z.number().nonnegative() }).nullable(),
  choices: z.array(z.union([z.string(), z.number()])).readonly(),
  value: z.union([z.boolean(), z.number(), z.string()]).nullable(),
  /** False while another setting keeps it from having an effect. */
  isActive: z.boolean(),
});
export type DeviceOption = z.infer<typeof DeviceOption>;

/** Read from the device, never hard-coded: what it calls its sources and modes, and the resolutions it offers. */
export const ScannerCapabilities = z.object({
  sources: z.array(z.object({ name: z.string(), kind: SourceKind })).readonly(),
  modes: z.array(z.object({ name: z.string(), kind: ModeKind })).readonly(),
  resolutionsDpi: z.array(z.int().positive()).readonly(),
  maxWidthMm: z.number().positive(),
  maxHeightMm: z.number().positive(),
  options: z.array(DeviceOption).readonly().optional(),
  /** It has buttons of its own that can be asked after (`scanners.peek`). */
  hasButtons: z.boolean().optional(),
  /** `person`: it never knows when a stack is through; whoever scans says so (`scanning.finish`). */
  endsBy: z.enum(['itself', 'person']).optional(),
});
export type ScannerCapabilities = z.infer<typeof ScannerCapabilities>;

/** Names as the device gave them in its capabilities. */
export const ScanSettings = z.object({
  source: z.string().max(100).nullable(),
  /** Scanned from instead where `source` has no paper at the beginning: the glass of a device that has both. */
  sourceWhenEmpty: z.string().max(100).optional(),
  mode: z.string().max(100).nullable(),
  resolutionDpi: z.int().min(50).max(1200),
  widthMm: z.number().positive().max(450),
  heightMm: z.number().positive().max(1200),
  /** How many sheets at most; null scans until the feeder is empty. A flatbed scans one. */
  maxPages: z.int().positive().max(500).nullable(),
  /** Set after the others, in this order. */
  options: z.array(DeviceOptionValue).max(40).readonly().optional(),
});
export type ScanSettings = z.infer<typeof ScanSettings>;

export const DraftPage = z.object({
  id: DraftPageId,
  /** Of the picture that the window gets: the optimised image, or the scan until that is made. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** Of the scan as it came from the device; recipes are of it. */
  scan: z.object({ widthPx: z.int().positive(), heightPx: z.int().positive() }),
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

/** What is filed: blank sides and separator sheets that were laid aside are not counted. */
export const pagesToFile = <Each extends Pick<DraftPage, 'isSetAside'>>(pages: readonly Each[]): readonly Each[] => pages.filter(({ isSetAside }) => !isSetAside);

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
