import type { Point } from './autocorrelation.ts';
import type { Lattice } from './lattice.ts';

/** Where a place of the mark, counted in tiles, lies in the picture: a plane seen by a camera (3 × 3, the last is 1). */
export type Placement = readonly [number, number, number, number, number, number, number, number];

export type Pair = { readonly tile: Point; readonly picture: Point; readonly weight: number };

export function placeLattice({ right, down }: Lattice, centre: Point): Placement {
  return [right.x, down.x, centre.x, right.y, down.y, centre.y, 0, 0];
}

/** Of a part of a picture, in the whole of it: `by` is the part's corner. */
export function movePlacement([a, b, c, d, e, f, g, h]: Placement, { x, y }: Point): Placement {
  return [a + g * x, b + h * x, c + x, d + g * y, e + h * y, f + y, g, h];
}

export function locate([a, b, c, d, e, f, g, h]: Placement, { x, y }: Point): Point {
  const depth = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

/** Which place of the mark a point of the picture shows. */
export function locateBack([a, b, c, d, e, f, g, h]: Placement, { x, y }: Point): Point {
  const [p, q, r, s] = [a - g * x, b - h * x, d - g * y, e - h * y];
  const determinant = p * s - q * r || 1e-9;
  return { x: ((x - c) * s - (y - f) * q) / determinant, y: ((y - f) * p - (x - c) * r) / determinant };
}

const unknowns = 8;

/** Least squares over four pairs or more; null when they do not tell (three in a line, all in one place). */
export function fitPlacement(pairs: readonly Pair[]): Placement | null {
  if (pairs.length < 4) return null;
  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  // Around the middle of the pairs and in their size, so that the equations are well conditioned.
  const frame = frameOf(pairs.map(({ picture }) => picture));
  for (const { tile, picture, weight } of pairs) {
    const [X, Y] = [(picture.x - frame.x) / frame.size, (picture.y - frame.y) / frame.size];
    addEquation(normal, [tile.x, tile.y, 1, 0, 0, 0, -tile.x * X, -tile.y * X, X], weight);
    addEquation(normal, [0, 0, 0, tile.x, tile.y, 1, -tile.x * Y, -tile.y * Y, Y], weight);
  }
  const solved = solve(normal);
  return solved && unframe(solved, frame);
}

type Frame = Point & { readonly size: number };

function frameOf(points: readonly Point[]): Frame {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  return { x, y, size: Math.max(1, ...points.map(point => Math.hypot(point.x - x, point.y - y))) };
}

function unframe(solved: Float64Array, { x, y, size }: Frame): Placement {
  const at = (index: number): number => solved[index] ?? 0;
  const [g, h] = [at(6), at(7)];
  return [at(0) * size + g * x, at(1) * size + h * x, at(2) * size + x, at(3) * size + g * y, at(4) * size + h * y, at(5) * size + y, g, h];
}

function addEquation(normal: readonly Float64Array[], equation: readonly number[], weight: number): void {
  for (const [row, line] of normal.entries()) {
    for (let column = 0; column <= unknowns; column++) line[column] = (line[column] ?? 0) + weight * (equation[row] ?? 0) * (equation[column] ?? 0);
  }
}

/** Gauss and Jordan with pivots. */
function solve(rows: Float64Array[]): Float64Array | null {
  for (let column = 0; column < unknowns; column++) {
    const candidates = rows.slice(column).map((row, index) => ({ index: index + column, size: Math.abs(row[column] ?? 0) }));
    const best = candidates.reduce((a, b) => (b.size > a.size ? b : a));
    if (best.size < 1e-9) return null;
    const [pivot, other] = [rows[best.index], rows[column]];
    if (!pivot || !other) return null;
    [rows[column], rows[best.index]] = [pivot, other];
    for (const [index, row] of rows.entries()) if (index !== column) subtract(row, pivot, column);
  }
  return Float64Array.from(rows, (row, index) => (row[unknowns] ?? 0) / (row[index] ?? 1));
}

function subtract(row: Float64Array, pivot: Float64Array, column: number): void {
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
  for (let index = column; index <= unknowns; index++) row[index] = (row[index] ?? 0) - factor * (pivot[index] ?? 0);
}
