import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBits, encodeBits } from './convolutional-code.ts';
import type { MarkKey } from './mark-key.ts';
import { payloadBytes, tagBytes, version, type MarkPayload } from './mark-message.ts';

/** Coded bits as +1 and −1. */
export function encodePayload(key: MarkKey, payload: MarkPayload): Float64Array {
  const bytes = writePayload(payload);
  return encodeBits(bitsOf(Buffer.concat([bytes, tagOf(key, bytes)])));
}

/** Null unless the keyed tag is right. */
export function decodePayload(key: MarkKey, soft: Float64Array): MarkPayload | null {
  const message = bytesOf(decodeBits(soft));
  const bytes = message.subarray(0, payloadBytes);
  if (!timingSafeEqual(message.subarray(payloadBytes), tagOf(key, bytes)) || bytes[0] !== version) return null;
  return { site: bytes.readUInt8(1), serial: bytes.readUIntBE(2, 6) };
}

function writePayload({ site, serial }: MarkPayload): Buffer {
  const bytes = Buffer.alloc(payloadBytes);
  bytes.writeUInt8(version, 0);
  bytes.writeUInt8(site, 1);
  bytes.writeUIntBE(serial, 2, 6);
  return bytes;
}

const tagOf = ({ tagKey }: MarkKey, bytes: Uint8Array): Buffer => createHmac('sha256', tagKey).update(bytes).digest().subarray(0, tagBytes);

const bitsOf = (bytes: Uint8Array): Uint8Array => Uint8Array.from({ length: bytes.length * 8 }, (_, bit) => ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);

function bytesOf(bits: Uint8Array): Buffer {
  const bytes = Buffer.alloc(bits.length / 8);
  for (const [bit, value] of bits.entries()) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (value << (7 - (bit & 7)));
  return bytes;
}
