import type { MarkKey } from './mark-key.ts';
import { sharedCodeLength, type MarkPayload } from './mark-message.ts';
import { encodePayload } from './mark-payload.ts';

/**
 * By how many deviations what was read resembles the code of a session, beside what all sessions of a site share. Of a session that has
 * nothing to do with it: as if drawn from the normal distribution.
 */
export function likenessOf(key: MarkKey, soft: Float64Array, payload: MarkPayload): number {
  const coded = encodePayload(key, payload);
  let match = 0;
  let power = 0;
  for (let index = sharedCodeLength; index < soft.length; index++) {
    const value = soft[index] ?? 0;
    match += value * (coded[index] ?? 0);
    power += value * value;
  }
  return power === 0 ? 0 : match / Math.sqrt(power);
}

/** At most this chance that any of so many sessions resembles by so much, though none was there. */
export function chanceBound(likeness: number, compared: number): number {
  // Mills' bound on the tail of the normal distribution.
  return Math.min(1, (compared * Math.exp(-(likeness * likeness) / 2)) / (likeness * Math.sqrt(2 * Math.PI)));
}
