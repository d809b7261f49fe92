import { createCipheriv, hkdfSync } from 'node:crypto';
import { codeLength } from './mark-message.ts';

/** One wave of the tile: `u` and `v` cycles across and down, shifted by `phase`. `bit` is which coded bit it carries; −1: a pilot, always +1. */
export type Cell = { readonly u: number; readonly v: number; readonly phase: number; readonly bit: number };

/** Everything that follows from the secret of a mark. Who has not got it sees noise. */
export type MarkKey = { readonly id: string; readonly pilots: readonly Cell[]; readonly data: readonly Cell[]; readonly tagKey: Buffer };

/** Cycles a tile: waves of 0.8 to 3.1 mm on paper, which printers and cameras pass and JPEG spares. */
const ring = { inner: 14, outer: 52 } as const;
/** No wave has as many cycles across. */
export const waveColumns = ring.outer + 1;
const pilotShare = 0.25;
/** Rulings and edges lie on the axes. */
const leastFromAxis = 2;

export function deriveMarkKey(id: string, secret: Uint8Array): MarkKey {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `danglian mark ${purpose}`, 32));
  const random = createStream(derive('cells'));
  const places = shuffle(ringPlaces(), random);
  const pilotCount = Math.floor(places.length * pilotShare);
  const cells = places.map(({ u, v }, index): Cell => ({ u, v, phase: random() * 2 * Math.PI, bit: index < pilotCount ? -1 : (index - pilotCount) % codeLength }));
  return { id, pilots: cells.slice(0, pilotCount), data: cells.slice(pilotCount), tagKey: derive('tag') };
}

type Place = Pick<Cell, 'u' | 'v'>;

/** Half of the ring: the other half belongs to the same waves. */
function ringPlaces(): Place[] {
  const places: Place[] = [];
  for (let v = -ring.outer; v <= ring.outer; v++) {
    for (let u = leastFromAxis; u <= ring.outer; u++) {
      const radius = Math.hypot(u, v);
      if (Math.abs(v) >= leastFromAxis && radius >= ring.inner && radius <= ring.outer) places.push({ u, v });
    }
  }
  return places;
}

function shuffle(places: Place[], random: () => number): Place[] {
  for (let index = places.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    const [here, there] = [places[index], places[other]];
    if (here && there) [places[index], places[other]] = [there, here];
  }
  return places;
}

const numbersAtOnce = 4096;

/** Numbers from 0 up to 1 out of AES in counter mode: the same on every machine. */
function createStream(key: Buffer): () => number {
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let numbers = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === numbers.length) [numbers, at] = [cipher.update(Buffer.alloc(4 * numbersAtOnce)), 0];
    at += 4;
    return numbers.readUInt32BE(at - 4) / 2 ** 32;
  };
}
