import { addWaves, createHalfSpectrum, type HalfSpectrum } from './half-spectrum.ts';
import { waveColumns, type Cell, type MarkKey } from './mark-key.ts';
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
  const spectrum = createHalfSpectrum(size, waveColumns);
  for (const cell of key.pilots) setWave(spectrum, cell, pilotStrength);
  for (const cell of key.data) setWave(spectrum, cell, coded[cell.bit] ?? 0);
  const waves = addWaves(spectrum, { first: 0, count: size });
  const power = waves.reduce((sum, value) => sum + value * value, 0) / waves.length;
  const scale = rms / Math.sqrt(power);
  return { size, levels: waves.map(value => Math.max(-largest, Math.min(largest, value * scale))) };
}

function setWave({ size, stride, re, im }: HalfSpectrum, { u, v, phase }: Cell, strength: number): void {
  const at = u * stride + ((v + size) % size);
  re[at] = Math.cos(phase) * strength;
  im[at] = Math.sin(phase) * strength;
}
