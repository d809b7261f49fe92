import { z } from 'zod';
import { ClassCode } from './catalogue.ts';
import { maxPagesPerMaterial } from './volume.ts';

/** 卷条码: ten digits that this data centre gave a volume; a whole id takes more room than a label has. */
export const VolumeLabel = z.string().regex(/^\d{10}$/);

/**
 * What a barcode of ours says. Letters, digits, `-` and `:` alone, so that Code 128, QR and Data Matrix all hold it; no name, no
 * number of a person: a label on a shelf tells nothing to whoever walks by.
 */
export const Barcode = z.discriminatedUnion('kind', [
  /** On the spine of a volume: opens it, or the desk that scans for it. */
  z.object({ kind: z.literal('volume'), labelNumber: VolumeLabel }),
  /** On a sheet before a material: its row, as far as it is known. In a feeder it also separates. */
  z.object({ kind: z.literal('material'), classCode: ClassCode, sequence: z.int().min(1).max(999).nullable(), pageCount: z.int().min(1).max(maxPagesPerMaterial).nullable() }),
  /** Read well, but none of ours. */
  z.object({ kind: z.literal('foreign') }),
]);
export type Barcode = z.infer<typeof Barcode>;

const volumePattern = /^DL1V:(\d{10})$/i;
const materialPattern = /^DL1M:(\d{1,2}(?:-\d)?):(\d{0,3}):(\d{0,3})$/i;
const foreign: Barcode = { kind: 'foreign' };

const digitsOrNull = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text));

export function readBarcode(text: string): Barcode {
  const volume = volumePattern.exec(text.trim());
  const material = materialPattern.exec(text.trim());
  const said = volume
    ? { kind: 'volume', labelNumber: volume[1] }
    : { kind: 'material', classCode: material?.[1], sequence: digitsOrNull(material?.[2]), pageCount: digitsOrNull(material?.[3]) };
  return (volume ?? material) ? (Barcode.safeParse(said).data ?? foreign) : foreign;
}

/** What is printed. */
export function writeBarcode(barcode: Exclude<Barcode, { readonly kind: 'foreign' }>): string {
  if (barcode.kind === 'volume') return `DL1V:${barcode.labelNumber}`;
  const { classCode, sequence, pageCount } = barcode;
  return `DL1M:${classCode}:${sequence === null ? '' : String(sequence)}:${pageCount === null ? '' : String(pageCount)}`;
}
