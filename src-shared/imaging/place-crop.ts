import type { CropBox } from '../domain/page-recipe.ts';
import type { Blob } from './blobs.ts';
import { cellPx } from './cells.ts';
import type { GreyRaster } from './raster.ts';
import type { PixelSize } from './recipe-geometry.ts';
import type { SheetBox } from './sheet-box.ts';

/** What is to be cut, and what must not be: everything in the frame that is turned clockwise by `degrees`. */
export type Cutting = {
  readonly degrees: number;
  /** Size of the image after its turn, in its own pixels. */
  readonly turned: PixelSize;
  /** Pixels of the image in one of the grey raster. */
  readonly factor: number;
  readonly raster: Pick<GreyRaster, 'width' | 'height'>;
  readonly characters: readonly Blob[];
  /** Of the grey raster. */
  readonly pixelsPerMm: number;
};

/** Writing so near outside a box belongs to the page, and the box is drawn around it; what lies further makes the box doubtful. */
const nearMm = 4;
const roomMm = 1;
/** Specks of dust on the lid are not writing. */
const maxStrays = 2;
/** The edge of the paper is half in shadow. */
const fringeCells = 1;
/** A box that takes nothing away is none. */
const minGain = 0.002;

/** The box around the paper as pixels of the turned image; null when writing lies outside, or when nothing would go. */
export function cropToSheet(box: SheetBox, cutting: Cutting): CropBox | null {
  const inner = { left: box.left + fringeCells, top: box.top + fringeCells, right: box.right - fringeCells, bottom: box.bottom - fringeCells };
  const edges = keepWriting(scaled(inner, cellPx), cutting);
  return edges && asCrop(edges, cutting);
}

/**
 * An image that was straightened, cut back to the size it had: what grew are wedges of nothing at its corners. Null when writing
 * would go with them.
 */
export function cropToFrame(before: PixelSize, cutting: Cutting): CropBox | null {
  const [x, y] = [before.width / cutting.factor / 2, before.height / cutting.factor / 2];
  const edges = keepWriting({ left: -x, top: -y, right: x, bottom: y }, cutting);
  return edges && asCrop(edges, cutting);
}

const scaled = ({ left, top, right, bottom }: SheetBox, by: number): SheetBox => ({ left: left * by, top: top * by, right: right * by, bottom: bottom * by });

/** In pixels of the grey raster from its middle. */
function keepWriting(box: SheetBox, { degrees, raster, characters, pixelsPerMm }: Cutting): SheetBox | null {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const [near, room] = [nearMm * pixelsPerMm, roomMm * pixelsPerMm];
  let { left, top, right, bottom } = box;
  let strays = 0;
  for (const blob of characters) {
    const [dx, dy] = [(blob.left + blob.right) / 2 - raster.width / 2, (blob.top + blob.bottom) / 2 - raster.height / 2];
    const [x, y, half] = [dx * cosine - dy * sine, dx * sine + dy * cosine, Math.max(blob.right - blob.left, blob.bottom - blob.top) / 2];
    const outside = Math.max(box.left - (x - half), x + half - box.right, box.top - (y - half), y + half - box.bottom);
    if (outside <= 0) continue;
    if (outside > near) {
      strays++;
      continue;
    }
    left = Math.min(left, x - half - room);
    right = Math.max(right, x + half + room);
    top = Math.min(top, y - half - room);
    bottom = Math.max(bottom, y + half + room);
  }
  return strays > maxStrays ? null : { left, top, right, bottom };
}

function asCrop(box: SheetBox, { turned, factor }: Cutting): CropBox | null {
  const { left, top, right, bottom } = scaled(box, factor);
  const [x, y] = [Math.max(0, Math.round(turned.width / 2 + left)), Math.max(0, Math.round(turned.height / 2 + top))];
  const width = Math.min(turned.width, Math.round(turned.width / 2 + right)) - x;
  const height = Math.min(turned.height, Math.round(turned.height / 2 + bottom)) - y;
  const gain = 1 - (width * height) / (turned.width * turned.height);
  return width < 16 || height < 16 || gain < minGain ? null : { left: x, top: y, width, height };
}
