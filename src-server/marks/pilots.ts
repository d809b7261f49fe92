import { summit, type Point } from './autocorrelation.ts';
import { createPlane, transformPlane, type Plane } from './fourier.ts';
import type { Lattice } from './lattice.ts';
import type { Cell, MarkKey } from './mark-key.ts';
import { codeLength } from './mark-message.ts';
import { sampleSize } from './tile-samples.ts';

export const quarterTurns = [0, 1, 2, 3] as const;
export type QuarterTurn = (typeof quarterTurns)[number];

/** Where the tile begins (samples from the left and the top), and by how many deviations that place stands out of all others. */
export type PilotMatch = { readonly shift: Point; readonly score: number };

/** How far the tile may be from where it was expected, in samples. */
export type Neighbourhood = { readonly around: Point; readonly within: number };

export function matchPilots(spectrum: Plane, { pilots }: Pick<MarkKey, 'pilots'>, { turn = 0, near }: { readonly turn?: QuarterTurn; readonly near?: Neighbourhood } = {}): PilotMatch {
  const plane = createPlane(sampleSize);
  for (const { u, v, phase } of pilots) {
    const from = indexOf(turnCell(u, v, turn));
    const re = spectrum.re[from] ?? 0;
    const im = spectrum.im[from] ?? 0;
    // Each wave counts alike: a strong one is a ruled line rather than a strong mark.
    const size = Math.hypot(re, im) + 1e-9;
    const to = indexOf([u, v]);
    plane.re[to] = (re * Math.cos(phase) + im * Math.sin(phase)) / size;
    plane.im[to] = (im * Math.cos(phase) - re * Math.sin(phase)) / size;
  }
  transformPlane(plane, 'inverse');
  return findHighest(plane.re, near);
}

const indexOf = ([u, v]: readonly [number, number]): number => ((v + sampleSize) % sampleSize) * sampleSize + ((u + sampleSize) % sampleSize);

/** Where the wave of a mark lies that was turned clockwise. */
function turnCell(u: number, v: number, turn: QuarterTurn): readonly [number, number] {
  const turned = [[u, v], [-v, u], [-u, -v], [v, -u]] as const;
  return turned[turn];
}

export function turnLattice({ right, down }: Lattice, turn: QuarterTurn): Lattice {
  const back = ({ x, y }: Point): Point => ({ x: -x, y: -y });
  const turned = [{ right, down }, { right: down, down: back(right) }, { right: back(right), down: back(down) }, { right: back(down), down: right }] as const;
  return turned[turn];
}

function findHighest(values: Float64Array, near: Neighbourhood | undefined): PilotMatch {
  let best = -Infinity;
  let at = 0;
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    squares += value * value;
    if (value > best && (!near || isNear(index, near))) [best, at] = [value, index];
  }
  const [x, y] = [at % sampleSize, Math.floor(at / sampleSize)];
  const heightAt = (dx: number, dy: number): number => values[indexOf([x + dx, y + dy])] ?? 0;
  const shift = { x: x + summit(heightAt(-1, 0), best, heightAt(1, 0)), y: y + summit(heightAt(0, -1), best, heightAt(0, 1)) };
  return { shift, score: best / Math.sqrt(squares / values.length) };
}

function isNear(index: number, { around, within }: Neighbourhood): boolean {
  return Math.abs(wrap((index % sampleSize) - around.x)) <= within && Math.abs(wrap(Math.floor(index / sampleSize) - around.y)) <= within;
}

/** Tiles follow each other: a distance is at most half a tile. */
export function wrap(distance: number): number {
  return distance - sampleSize * Math.round(distance / sampleSize);
}

/** What each coded bit looks like: its sign which, its size how surely. */
export function readSoftBits(spectrum: Plane, data: readonly Cell[], shift: Point): Float64Array {
  const soft = new Float64Array(codeLength);
  for (const { u, v, phase, bit } of data) {
    const from = indexOf([u, v]);
    const angle = phase - (2 * Math.PI * (u * shift.x + v * shift.y)) / sampleSize;
    soft[bit] = (soft[bit] ?? 0) + (spectrum.re[from] ?? 0) * Math.cos(angle) + (spectrum.im[from] ?? 0) * Math.sin(angle);
  }
  return soft;
}
