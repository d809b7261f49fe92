import { z } from 'zod';

/** Quarter turns clockwise that make the page upright; the original layer is never touched. */
export const Rotation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Rotation = z.infer<typeof Rotation>;

export function addQuarterTurns(rotation: Rotation, quarterTurns: number): Rotation {
  return ((((rotation + quarterTurns * 90) % 360) + 360) % 360) as Rotation; // `as`: a multiple of 90 modulo 360
}
