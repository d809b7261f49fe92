import { z } from 'zod';
import { VolumeLabel, writeBarcode } from './barcode.ts';
import { formatSecrecyMark, Secrecy } from './secrecy.ts';
import { Typeface } from './typeface.ts';

export const StripTemplateId = z.uuid().brand<'StripTemplateId'>();
export type StripTemplateId = z.infer<typeof StripTemplateId>;

/**
 * `copy`: 正本 or 副本; `volume`: 第 x 卷 共 y 卷, said only where there is more than one; `barcode`: the archive number in Code 128;
 * `volume-barcode`: the number by which a scanner opens the volume here.
 */
export const StripContent = z.enum(['name', 'unit', 'archive-number', 'native-place', 'copy', 'volume', 'secrecy', 'barcode', 'volume-barcode', 'text']);
export type StripContent = z.infer<typeof StripContent>;

const mm = (least: number, most: number) => z.number().min(least).max(most).multipleOf(0.1);

export const StripField = z.object({
  content: StripContent,
  /** What a `text` field says; of the others, what stands before the value. */
  text: z.string().trim().max(40),
  direction: z.enum(['down', 'across']),
  /** Place and extent from the top left corner of the strip. */
  xMm: mm(0, 400),
  yMm: mm(0, 450),
  widthMm: mm(1, 400),
  heightMm: mm(1, 450),
  /** Of its characters where nothing is too long; and what they may shrink to. */
  sizeMm: mm(1.5, 40),
  leastMm: mm(1.5, 40),
  typeface: Typeface,
  ink: z.enum(['black', 'spot-red']),
  /** Letters and digits in a column: each on its feet, or all lying on their side. Two digits stand side by side. */
  latin: z.enum(['upright', 'turned']),
  /** `spread`: evenly over the extent; else close together at its beginning or middle. */
  align: z.enum(['spread', 'start', 'middle']),
});
export type StripField = z.infer<typeof StripField>;

/** A strip slides into the back of a box and is so much narrower than the box is thick; a label has the size that it has. */
export const StripShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('spine'), boxThicknessMm: mm(15, 80), clearanceMm: mm(0, 10), lengthMm: mm(100, 450) }),
  z.object({ kind: z.literal('label'), widthMm: mm(20, 200), lengthMm: mm(15, 280) }),
]);
export type StripShape = z.infer<typeof StripShape>;

export const StripTemplate = z.object({
  name: z.string().trim().min(1).max(40),
  shape: StripShape,
  fields: z.array(StripField).min(1).max(20).readonly(),
  /** How spot red is printed: as an ink of its own, or as magenta over yellow for printers that mix it badly. */
  redInk: z.enum(['separation', 'process']),
});
export type StripTemplate = z.infer<typeof StripTemplate>;

/** Version 0 is what came with the program; saving it makes version 1 of the unit's own. */
export const StripTemplateRecord = z.object({
  id: StripTemplateId,
  version: z.int().nonnegative(),
  template: StripTemplate,
  savedBy: z.string().nullable(),
  savedAt: z.iso.datetime().nullable(),
});
export type StripTemplateRecord = z.infer<typeof StripTemplateRecord>;

export const StripValues = z.object({
  name: z.string(),
  unit: z.string(),
  archiveNumber: z.string(),
  nativePlace: z.string(),
  copy: z.enum(['original', 'duplicate']),
  ordinal: z.int().positive(),
  /** Volumes of this person and kind. */
  volumeCount: z.int().positive(),
  secrecy: Secrecy,
  /** '' in batches that were registered before volumes had one. */
  labelNumber: VolumeLabel.or(z.literal('')).default(''),
});
export type StripValues = z.infer<typeof StripValues>;

export function stripSizeMm(shape: StripShape): { readonly widthMm: number; readonly lengthMm: number } {
  const widthMm = shape.kind === 'label' ? shape.widthMm : Math.round((shape.boxThicknessMm - shape.clearanceMm) * 10) / 10;
  return { widthMm, lengthMm: shape.lengthMm };
}

const valueOf: Readonly<Record<Exclude<StripContent, 'text'>, (values: StripValues) => string>> = {
  name: ({ name }) => name,
  unit: ({ unit }) => unit,
  'archive-number': ({ archiveNumber }) => archiveNumber,
  'native-place': ({ nativePlace }) => nativePlace,
  copy: ({ copy }) => (copy === 'original' ? '正本' : '副本'),
  volume: ({ ordinal, volumeCount }) => (volumeCount > 1 ? `第${String(ordinal)}卷 共${String(volumeCount)}卷` : ''),
  secrecy: ({ secrecy }) => formatSecrecyMark(secrecy),
  barcode: ({ archiveNumber }) => archiveNumber,
  'volume-barcode': ({ labelNumber }) => (labelNumber === '' ? '' : writeBarcode({ kind: 'volume', labelNumber })),
};

/** Drawn as bars, read by machines. */
export function isBars({ content }: Pick<StripField, 'content'>): boolean {
  return content === 'barcode' || content === 'volume-barcode';
}

/** What a field says for one volume; '' when there is nothing to say. */
export function textOfField({ content, text }: Pick<StripField, 'content' | 'text'>, values: StripValues): string {
  if (content === 'text') return text;
  const value = valueOf[content](values);
  return value === '' || isBars({ content }) ? value : text + value;
}

const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });

type OnShelf = Pick<StripValues, 'archiveNumber' | 'copy' | 'ordinal'>;

/** As they stand on the shelf: numbers by their value (9 before 10), originals before duplicates, volumes in their order. */
export function compareOnShelf(one: OnShelf, other: OnShelf): number {
  return collator.compare(one.archiveNumber, other.archiveNumber) || copyRank(one) - copyRank(other) || one.ordinal - other.ordinal;
}

function copyRank({ copy }: OnShelf): number {
  return copy === 'original' ? 0 : 1;
}
