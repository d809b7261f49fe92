import { readBarcode } from '#shared/imaging/separator';
import type { Raster } from './printed.ts';

/** What the page worker reads from a scanned sheet: the barcode, wherever it lies; null where there is none. */
export function barcodeOn({ width, height, grey }: Raster): string | null {
  const across = (y: number): Uint8Array => grey.subarray(y * width, (y + 1) * width);
  const down = (x: number): Uint8Array => Uint8Array.from({ length: height }, (_, y) => grey[y * width + x]!);
  return readBarcode({ width, height, across, down });
}
