import { summit, type Point } from './autocorrelation.ts';
import { addWaves, createHalfSpectrum, type HalfSpectrum, type Rows } from './half-spectrum.ts';
import type { Lattice } from './lattice.ts';
import { waveColumns, type Cell, type MarkKey } from './mark-key.ts';
import { codeLength } from './mark-message.ts';
import { sampleSize } from './tile-samples.ts';

export const quarterTurns = [0, 1, 2, 3] as const;
export type QuarterTurn = (typeof quarterTurns)[number];

/** Where the tile begins (samples from the left and the top), and by how many deviations that place stands out of all others. */
export type PilotMatch = { readonly shift: Point; readonly score: number };

/** How far the tile may be from where it was expected, in samples. */
export type Neighbourhood = { readonly around: Point; readonly within: number };

export function matchPilots(spectrum: HalfSpectrum, { pilots }: Pick<MarkKey, 'pilots'>, { turn = 0, near }: { readonly turn?: QuarterTurn; readonly near?: Neighbourhood } = {}): PilotMatch {
  const waves = createHalfSpectrum(sampleSize, waveColumns);
  let power = 0;
  for (const { u, v, phase } of pilots) {
    const [re, im] = waveOf(spectrum, turnCell(u, v, turn));
    // Each wave counts alike: a strong one is a ruled line rather than a strong mark.
    const size = Math.sqrt(re * re + im * im) + 1e-9;
    const [cosine, sine] = [Math.cos(phase) / size, Math.sin(phase) / size];
    const [agreesRe, agreesIm] = [re * cosine + im * sine, im * cosine - re * sine];
    const to = u * waves.stride + ((v + sampleSize) % sampleSize);
    waves.re[to] = agreesRe;
    waves.im[to] = agreesIm;
    power += agreesRe * agreesRe + agreesIm * agreesIm;
  }
  const rows = near ? rowsNear(near) : { first: 0, count: sampleSize };
  // What the waves add up to has this deviation over the whole tile, also where only a part of it was added up.
  return findHighest({ rows, values: addWaves(waves, rows), deviation: Math.sqrt(2 * power) }, near);
}

/** Real and imaginary part; what lies in the other half says the same, mirrored. */
function waveOf({ size, stride, re, im }: HalfSpectrum, [u, v]: readonly [number, number]): readonly [number, number] {
  const sign = u < 0 ? -1 : 1;
  const at = sign * u * stride + ((sign * v + size) % size);
  return [re[at] ?? 0, sign * (im[at] ?? 0)];
}

/** With a row above and one below, between which a summit may lie. */
function rowsNear({ around, within }: Neighbourhood): Rows {
  const reach = Math.ceil(within) + 1;
  return { first: Math.round(around.y) - reach, count: 2 * reach + 2 };
}

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

type Heights = { readonly rows: Rows; readonly values: Float32Array; readonly deviation: number };

function findHighest({ rows: { first, count }, values, deviation }: Heights, near: Neighbourhood | undefined): PilotMatch {
  let best = -Infinity;
  let at = 0;
  for (let row = 0; row < count; row++) {
    if (near && Math.abs(wrap(first + row - near.around.y)) > near.within) continue;
    for (let x = 0; x < sampleSize; x++) {
      const value = values[row * sampleSize + x] ?? 0;
      if (value > best && (!near || Math.abs(wrap(x - near.around.x)) <= near.within)) [best, at] = [value, row * sampleSize + x];
    }
  }
  const [x, row] = [at % sampleSize, Math.floor(at / sampleSize)];
  const heightAt = (dx: number, dy: number): number => values[((row + dy + count) % count) * sampleSize + ((x + dx + sampleSize) % sampleSize)] ?? 0;
  const y = (first + row + sampleSize) % sampleSize;
  const shift = { x: x + summit(heightAt(-1, 0), best, heightAt(1, 0)), y: y + summit(heightAt(0, -1), best, heightAt(0, 1)) };
  return { shift, score: best / deviation };
}

/** Tiles follow each other: a distance is at most half a tile. */
export function wrap(distance: number): number {
  return distance - sampleSize * Math.round(distance / sampleSize);
}

/** What each coded bit looks like: its sign which, its size how surely. */
export function readSoftBits({ stride, re, im }: HalfSpectrum, data: readonly Cell[], shift: Point): Float64Array {
  const soft = new Float64Array(codeLength);
  for (const { u, v, phase, bit } of data) {
    const from = u * stride + ((v + sampleSize) % sampleSize);
    const angle = phase - (2 * Math.PI * (u * shift.x + v * shift.y)) / sampleSize;
    soft[bit] = (soft[bit] ?? 0) + (re[from] ?? 0) * Math.cos(angle) + (im[from] ?? 0) * Math.sin(angle);
  }
  return soft;
}
