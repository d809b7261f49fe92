import { createPlane, transformPlane } from './fourier.ts';
import type { Cell, MarkKey } from './mark-key.ts';
import type { MarkPayload } from './mark-message.ts';
import { encodePayload } from './mark-payload.ts';

/** What is added to the brightness of a page, over and over; `size` × `size` grey levels with fractions. */
export type LumaTile = { readonly size: number; readonly levels: Float32Array };

/** Grey levels: as strong as 44 dB allow. */
const rms = 1.4;
const largest = 7;
/** Pilots lead the way to the rest. */
const pilotStrength = 1.25;

export function drawForensicTile(key: MarkKey, payload: MarkPayload, size: number): LumaTile {
  const coded = encodePayload(key, payload);
  const plane = createPlane(size);
  for (const cell of key.pilots) addWave(plane, cell, pilotStrength);
  for (const cell of key.data) addWave(plane, cell, coded[cell.bit] ?? 0);
  transformPlane(plane, 'inverse');
  const power = plane.re.reduce((sum, value) => sum + value * value, 0) / plane.re.length;
  const scale = rms / Math.sqrt(power);
  return { size, levels: Float32Array.from(plane.re, value => Math.max(-largest, Math.min(largest, value * scale))) };
}

type Waves = ReturnType<typeof createPlane>;

function addWave({ size, re, im }: Waves, { u, v, phase }: Cell, strength: number): void {
  const here = ((v + size) % size) * size + u;
  const mirrored = ((size - v) % size) * size + ((size - u) % size);
  re[here] = re[mirrored] = Math.cos(phase) * strength;
  im[here] = Math.sin(phase) * strength;
  im[mirrored] = -Math.sin(phase) * strength;
}
