import type { MarkSize, PageMark } from './image-task.ts';
import { drawMarkTile, drawSecrecyMark, tileLines, type Drawing } from './mark-drawing.ts';
import { makeStamp, pressStamp, type RgbPixels, type Stamp } from './stamp.ts';

const minTileWidth = 160;

/** The mark's text all over the page and, on what is read on a screen, the secrecy mark in its corner. */
export async function pressMark(page: RgbPixels, mark: PageMark, size: MarkSize): Promise<void> {
  const shortEdge = Math.min(page.width, page.height);
  // Two tiles on the short edge; in steps, since the scans of one volume differ by some pixels.
  const tileWidth = Math.max(minTileWidth, Math.ceil(shortEdge / 2 / 32) * 32);
  pressStamp(page, await stampOf(drawMarkTile(tileLines(mark), tileWidth)), true);
  if (size === 'print' || size === 'thumb') return;
  pressStamp(page, await stampOf(drawSecrecyMark(mark.secrecyMark, Math.max(12, Math.round(shortEdge / 62)))), false);
}

/** Text is drawn once per session and size, so that turning a page only blends. Keyed by everything that is drawn. */
const stamps = new Map<string, Promise<Stamp>>();
/** About 1 MB each at full size. */
const maxStamps = 64;

function stampOf(drawing: Drawing): Promise<Stamp> {
  const known = stamps.get(drawing.svg);
  if (known) return known;
  const stamp = makeStamp(drawing);
  stamps.set(drawing.svg, stamp);
  // The oldest goes first: sessions end, and the time in a mark moves on.
  if (stamps.size > maxStamps) stamps.delete(stamps.keys().next().value ?? '');
  return stamp;
}
