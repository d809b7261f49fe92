import { hashLength, type Bytes, type Digest } from './digest.ts';

/** What the first event of a log has for its predecessor. */
export const noHash: Uint8Array = new Uint8Array(hashLength);

/** Ties an event to all before it: `H(prev ‖ payload)`. */
export function linkHash(digest: Digest, prev: Uint8Array, payload: Bytes): Uint8Array {
  return digest(prev, payload);
}
