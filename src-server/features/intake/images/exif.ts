export type ExifFacts = { readonly orientation: number; readonly dpi: number | null };

const nothing: ExifFacts = { orientation: 1, dpi: null };
const maxEntries = 200;
const [orientationTag, xResolutionTag, resolutionUnitTag] = [0x0112, 0x011a, 0x0128];

/** The two facts of the first directory (a TIFF structure) that an import asks for; whatever is broken counts as absent. */
export function readExif(tiff: Uint8Array): ExifFacts {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 14) return nothing;
  const isLittle = tiff[0] === 0x49;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > tiff.length) return nothing;
  const count = Math.min(view.getUint16(start, isLittle), maxEntries);
  const found = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const at = start + 2 + index * 12;
    if (at + 12 > tiff.length) break;
    const tag = view.getUint16(at, isLittle);
    if (tag === xResolutionTag) found.set(tag, readRational(view, view.getUint32(at + 8, isLittle), isLittle));
    else found.set(tag, view.getUint16(at + 8, isLittle));
  }
  const orientation = found.get(orientationTag) ?? 1;
  return { orientation: orientation >= 1 && orientation <= 8 ? orientation : 1, dpi: dpiOf(found) };
}

function readRational(view: DataView, at: number, isLittle: boolean): number {
  if (at + 8 > view.byteLength) return 0;
  return view.getUint32(at, isLittle) / view.getUint32(at + 4, isLittle);
}

function dpiOf(found: ReadonlyMap<number, number>): number | null {
  const density = found.get(xResolutionTag) ?? 0;
  const unit = found.get(resolutionUnitTag) ?? 2;
  if (!Number.isFinite(density) || density <= 0 || unit === 1) return null;
  return Math.round(unit === 3 ? density * 2.54 : density);
}
