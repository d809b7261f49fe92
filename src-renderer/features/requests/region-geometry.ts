import { leastRegion, type PageArea } from '#shared/domain/print-region';
import type { EdgeMoves } from '../../ui/box-handles.tsx';

/** A place on a page in fractions of its width and height. */
export type Spot = { readonly x: number; readonly y: number };

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
/** A ten-thousandth of a page is a fiftieth of a millimetre: what is finer is noise of the hand. */
const round = (value: number): number => Math.round(value * 10_000) / 10_000;

function between([left, right]: readonly [number, number], [top, bottom]: readonly [number, number]): PageArea {
  const [x, y] = [round(left), round(top)];
  return { left: x, top: y, width: round(right - x), height: round(bottom - y) };
}

/** From where the hand came down to where it let go; undefined for a click or a stroke too thin to be meant. */
export function areaBetween(from: Spot, to: Spot): PageArea | undefined {
  const along = (a: number, b: number): readonly [number, number] => [clamp(Math.min(a, b), 0, 1), clamp(Math.max(a, b), 0, 1)];
  const [across, down] = [along(from.x, to.x), along(from.y, to.y)];
  return across[1] - across[0] < leastRegion || down[1] - down[0] < leastRegion ? undefined : between(across, down);
}

/** Keeps its size and stops at the edges of the page. */
export function moveArea(area: PageArea, { x, y }: Spot): PageArea {
  const { width, height } = area;
  return { width, height, left: round(clamp(area.left + x, 0, 1 - width)), top: round(clamp(area.top + y, 0, 1 - height)) };
}

/** No edge leaves the page or passes the one on the other side. */
export function moveEdges({ left, top, width, height }: PageArea, moves: EdgeMoves): PageArea {
  const [right, bottom] = [left + width, top + height];
  const newLeft = clamp(left + (moves.left ?? 0), 0, right - leastRegion);
  const newTop = clamp(top + (moves.top ?? 0), 0, bottom - leastRegion);
  return between([newLeft, clamp(right + (moves.right ?? 0), newLeft + leastRegion, 1)], [newTop, clamp(bottom + (moves.bottom ?? 0), newTop + leastRegion, 1)]);
}

/** For whoever draws by keys: a third of the page in its middle, to be moved from there. */
export const middleArea: PageArea = { left: 0.1, top: 0.35, width: 0.8, height: 0.3 };
